using Mesh.Istio.Resources;

namespace Mesh.Istio.ControlPlane.Authorization;

/// <summary>
/// Turns a rule of an AuthorizationPolicy into what one kind of filter can ask (istio <c>security/authz/model/model.go</c>). A field that
/// a TCP filter cannot ask makes an ALLOW rule impossible, and any other rule wider.
/// </summary>
internal sealed class RuleCompiler(TrustDomains domains, string policyNamespace, bool allows, bool tcp)
{
    private const string HeaderKey = "request.headers[";
    private const string ClaimKey = "request.auth.claims[";

    private bool _isImpossible;

    /// <summary>What rules asked so far of the caller.</summary>
    public UnknownFacts Asks { get; private set; }

    /// <summary>The condition; <see langword="null"/> when the filter has no such rule.</summary>
    public Condition? Compile(AuthorizationRule rule)
    {
        List<Condition> sources = [], targets = [];
        foreach (RuleCondition when in rule.When)
        {
            if (!AddWhen(when, sources, targets))
            {
                // istiod skips a rule whose key it does not know.
                return null;
            }
        }

        Condition from = Alternatives(rule.From.Select(part => part.Source), sources, SourceOf);
        Condition to = Alternatives(rule.To.Select(part => part.Operation), targets, OperationOf);
        return _isImpossible ? null : Conditions.All([to, from]);
    }

    private static Condition Alternatives<T>(IEnumerable<T> parts, List<Condition> shared, Func<T, IEnumerable<Condition>> compile)
    {
        Condition[] all = [.. parts.Select(part => Conditions.All([.. compile(part), .. shared]))];
        return all.Length > 0 ? Conditions.Any(all) : Conditions.All(shared);
    }

    private IEnumerable<Condition> SourceOf(Source? source) => source is null ? [] :
    [
        .. Field(source.IpBlocks, source.NotIpBlocks, UnknownFacts.Address, AddressConditions.Source),
        .. Field(source.RemoteIpBlocks, source.NotRemoteIpBlocks, UnknownFacts.Address, AddressConditions.Remote),
        .. Field(source.Namespaces, source.NotNamespaces, UnknownFacts.Identity, PrincipalConditions.Namespace),
        .. Field(source.ServiceAccounts, source.NotServiceAccounts, UnknownFacts.Identity, Account),
        .. Field(Domains(source.TrustDomains), Domains(source.NotTrustDomains), UnknownFacts.Identity, PrincipalConditions.TrustDomain),
        .. Field(Principals(source.Principals), Principals(source.NotPrincipals), UnknownFacts.Identity, PrincipalConditions.Principal),
        .. Field(source.RequestPrincipals, source.NotRequestPrincipals, UnknownFacts.Token, Http(HttpConditions.RequestPrincipal)),
    ];

    private IEnumerable<Condition> OperationOf(Operation? operation) => operation is null ? [] :
    [
        .. Field(operation.Ports, operation.NotPorts, UnknownFacts.None, AddressConditions.Port),
        .. Field(operation.Paths, operation.NotPaths, UnknownFacts.None, Http(HttpConditions.Path)),
        .. Field(operation.Methods, operation.NotMethods, UnknownFacts.None, Http(HttpConditions.Method)),
        .. Field(operation.Hosts, operation.NotHosts, UnknownFacts.None, Http(HttpConditions.Host)),
    ];

    private bool AddWhen(RuleCondition when, List<Condition> sources, List<Condition> targets)
    {
        switch (when.Key)
        {
            case "destination.ip":
                targets.AddRange(Field(when, UnknownFacts.Address, AddressConditions.Destination));
                return true;
            case "destination.port":
                targets.AddRange(Field(when, UnknownFacts.None, AddressConditions.Port));
                return true;
            case "connection.sni":
                targets.AddRange(Field(when, UnknownFacts.None, value => facts => Conditions.Of(ValuePattern.Matches(value, facts.Sni))));
                return true;
            case "source.ip":
                sources.AddRange(Field(when, UnknownFacts.Address, AddressConditions.Source));
                return true;
            case "remote.ip":
                sources.AddRange(Field(when, UnknownFacts.Address, AddressConditions.Remote));
                return true;
            case "source.namespace":
                sources.AddRange(Field(when, UnknownFacts.Identity, PrincipalConditions.Namespace));
                return true;
            case "source.serviceAccount":
                sources.AddRange(Field(when, UnknownFacts.Identity, Account));
                return true;
            case "source.principal":
                sources.AddRange(
                    Field(Principals(when.Values), Principals(when.NotValues), UnknownFacts.Identity, PrincipalConditions.Principal));
                return true;
            case "source.trustDomain":
                sources.AddRange(
                    Field(Domains(when.Values), Domains(when.NotValues), UnknownFacts.Identity, PrincipalConditions.TrustDomain));
                return true;
            default:
                return AddHttp(when, sources, targets);
        }
    }

    private bool AddHttp(RuleCondition when, List<Condition> sources, List<Condition> targets)
    {
        Func<string, Condition>? condition = when.Key switch
        {
            "request.auth.principal" => HttpConditions.RequestPrincipal,
            "request.auth.audiences" => value => HttpConditions.Claim(BearerToken.Audience, value),
            "request.auth.presenter" => value => HttpConditions.Claim(BearerToken.Presenter, value),
            _ when Inside(when.Key, HeaderKey) is { } header => value => HttpConditions.Header(header, value),
            _ when Inside(when.Key, ClaimKey) is { } claim => value => HttpConditions.Claim(claim, value),
            _ => null,
        };
        if (condition is null)
        {
            // Metadata of other filters is never there in what is forecast.
            bool isMetadata = when.Key.StartsWith("experimental.envoy.filters.", StringComparison.Ordinal);
            targets.AddRange(isMetadata ? Field(when, UnknownFacts.None, static _ => Conditions.Never) : []);
            return isMetadata;
        }

        bool isHeader = when.Key.StartsWith(HeaderKey, StringComparison.Ordinal);
        sources.AddRange(Field(when, isHeader ? UnknownFacts.None : UnknownFacts.Token, Http(condition)));
        return true;
    }

    private static string? Inside(string key, string prefix) =>
        key.StartsWith(prefix, StringComparison.Ordinal) && key.EndsWith(']') ? key[prefix.Length..^1] : null;

    private List<Condition> Field(RuleCondition when, UnknownFacts asks, Func<string, Condition?> compile) =>
        Field(when.Values, when.NotValues, asks, compile);

    private List<Condition> Field(
        ValueList<string> values, ValueList<string> notValues, UnknownFacts asks, Func<string, Condition?> compile)
    {
        Asks |= values.IsEmpty && notValues.IsEmpty ? UnknownFacts.None : asks;
        var result = new List<Condition>();
        Condition[] one = [.. values.Select(value => Checked(compile(value))).OfType<Condition>()];
        Condition[] none = [.. notValues.Select(value => Checked(compile(value))).OfType<Condition>()];
        result.AddRange(one.Length > 0 ? [Conditions.Any(one)] : []);
        result.AddRange(none.Length > 0 ? [Conditions.Not(Conditions.Any(none))] : []);
        return result;
    }

    private Condition? Checked(Condition? condition)
    {
        _isImpossible |= condition is null && allows;
        return condition;
    }

    private Func<string, Condition?> Http(Func<string, Condition> compile) => value => tcp ? null : compile(value);

    private Condition? Account(string value) => PrincipalConditions.ServiceAccount(value, policyNamespace);

    private ValueList<string> Principals(ValueList<string> values) => values.SelectMany(domains.Principals).ToValueList();

    private ValueList<string> Domains(ValueList<string> values) => values.SelectMany(domains.Domains).ToValueList();
}
