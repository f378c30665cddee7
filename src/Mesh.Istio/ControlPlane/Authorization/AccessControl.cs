using System.Net;

namespace Mesh.Istio.ControlPlane.Authorization;

/// <summary>
/// What a proxy takes and what its policies make of it: whether a call passes before it is routed. Restates istio <c>security/authz</c> and
/// <c>security/authn</c>, envoy <c>rbac</c>, <c>ext_authz</c> and <c>jwt_authn</c>, for Istio 1.30 and 1.31.
/// </summary>
internal sealed class AccessControl
{
    private const string ForwardedFor = "x-forwarded-for";
    private const string ForwardedCertificate = "x-forwarded-client-cert";
    private const string UnknownHash = "0000000000000000000000000000000000000000000000000000000000000000";

    private readonly ProxyConfig _view;
    private readonly string _identity;
    private readonly string? _address;
    private readonly Func<InboundCall, InboundMatch> _find;

    /// <summary>For one proxy.</summary>
    /// <param name="view">The proxy.</param>
    /// <param name="identity">Its own identity, <c>spiffe://…</c>.</param>
    /// <param name="address">Its pod's address; <see langword="null"/> when it is not known.</param>
    public AccessControl(ProxyConfig view, string identity, string? address)
    {
        _view = view;
        _identity = identity;
        _address = address;
        Policies = view.Index.Security.For(view.Proxy.Namespace, view.Labels);
        _find = ListenersOf(view, address);
    }

    /// <summary>Finds the chain of a call at a proxy.</summary>
    public static Func<InboundCall, InboundMatch> ListenersOf(ProxyConfig view, string? address) =>
        view.Proxy.Type == ProxyType.Router ? new GatewayListeners(view).Find : new SidecarListeners(view, address).Find;

    public WorkloadPolicies Policies { get; }

    /// <summary>The proxy's own identity.</summary>
    public string Identity => _identity;

    public ProxyConfig View => _view;

    public bool IsGateway => _view.Proxy.Type == ProxyType.Router;

    /// <summary>Whether a call passes.</summary>
    public AccessDecision Decide(InboundCall call)
    {
        InboundMatch match = _find(call);
        if (match.Chain is not { } chain)
        {
            return AccessDecision.Refuse(match.Refusal);
        }

        AccessDecision decision = !chain.IsHttp ? Tcp(call, chain)
            : call.IsHttp ? Http(call, chain)
            : new AccessDecision(AccessVerdict.BadRequest) { Reason = "the bytes are no HTTP" };
        return decision with { Chain = chain };
    }

    /// <summary>A request without the token that this proxy has read, which it keeps unless it is told to send it on.</summary>
    public Request WithoutReadToken(Request request) => BearerToken.Of(request) is { } token
        && Policies.TokenRules.Any(rule => rule.ForwardOriginalToken != true
            && rule.Issuer is { } issuer && token.Find(BearerToken.Issuer).Contains(issuer))
            ? request with { Claims = default(ValueMap<ValueList<string>>) }
            : request;

    /// <summary>The call as the next hop gets it from this proxy.</summary>
    /// <param name="call">The call as it came.</param>
    /// <param name="decision">What was decided about it.</param>
    /// <param name="port">The port of the next pod.</param>
    /// <param name="tls">
    /// The TLS that this proxy starts; <see langword="null"/> for plain text. Not looked at where TLS is passed on.
    /// </param>
    public InboundCall Forward(InboundCall call, AccessDecision decision, int port, InboundTls? tls) =>
        decision.Chain is { IsHttp: true } && decision.Facts is { } facts
            ? call with
            {
                Port = port,
                Tls = tls,
                Address = _address,
                Request = call.Request with { Headers = facts.Headers.With(ForwardedFor, Joined(facts.Headers, call.Address)) },
            }
            : call with { Port = port, Address = _address, Tls = decision.Chain is { PassesTls: true } ? call.Tls : tls };

    /// <summary>A request's headers with those that a gateway writes about the caller.</summary>
    /// <param name="headers">The request's headers, as a route sends them on.</param>
    /// <param name="told">All headers that the gateway sends.</param>
    /// <param name="withIdentity">Whether who calls is among them.</param>
    public static ValueMap<string> WithForwarded(ValueMap<string> headers, ValueMap<string> told, bool withIdentity = true)
    {
        ValueMap<string> result = headers.Where(header => header.Key is not (ForwardedFor or ForwardedCertificate)).ToValueMap();
        foreach (string name in withIdentity ? (string[])[ForwardedFor, ForwardedCertificate] : [ForwardedFor])
        {
            result = told.TryGetValue(name, out string? value) ? result.With(name, value) : result;
        }

        return result;
    }

    private static string Joined(ValueMap<string> headers, string? address) =>
        headers.TryGetValue(ForwardedFor, out string? earlier) ? $"{earlier},{address}" : address ?? "";

    private AccessDecision Tcp(InboundCall call, InboundChain chain)
    {
        InboundFacts facts = FactsOf(call, chain) with { RemoteAddress = call.Address };
        return chain.HasPolicies ? Ask(Policies.Tcp, facts) : new AccessDecision(AccessVerdict.Allowed) { Facts = facts };
    }

    private AccessDecision Http(InboundCall call, InboundChain chain)
    {
        string? path = NormalizedPath.Of(call.Request.Path, _view.Index.Settings.PathNormalization);
        if (path is null || (!call.IsHttp2 && !HttpMethods.IsKnown(call.Request.Method)))
        {
            return new AccessDecision(AccessVerdict.BadRequest) { Reason = path is null ? "the path has a '#'" : "the method is unknown" };
        }

        InboundFacts facts = FactsOf(call, chain) with
        {
            RemoteAddress = RemoteAddress(call),
            Method = call.Request.Method,
            Path = path,
            Host = call.Request.Authority ?? "",
            Headers = Headers(call, chain),
        };
        AccessDecision custom = Ask(Policies.Http.Where(filter => filter.IsBeforeTokens), facts);
        if (custom.Verdict == AccessVerdict.Denied)
        {
            return custom;
        }

        (BearerToken? token, string refusal) = TokenCheck.Check(Policies.TokenRules, call.Token);
        if (refusal.Length > 0)
        {
            return custom with { Verdict = AccessVerdict.Unauthenticated, Reason = refusal };
        }

        AccessDecision decision = Ask(
            Policies.Http.Where(filter => !filter.IsBeforeTokens),
            facts with { Token = token, IsTokenKnown = call.IsTokenKnown || Policies.TokenRules.IsEmpty });
        return decision with
        {
            Asked = custom.Asked,
            Unsure = decision.Verdict == AccessVerdict.Denied ? default : custom.Unsure.AddRange(decision.Unsure),
            Verdict = custom.Verdict == AccessVerdict.Depends && decision.Verdict == AccessVerdict.Allowed ? AccessVerdict.Depends
                : decision.Verdict,
        };
    }

    private InboundFacts FactsOf(InboundCall call, InboundChain chain) => new()
    {
        Identity = chain.Identity,
        IsIdentityKnown = chain.IsIdentityKnown,
        Sni = chain.Sni,
        Port = call.Port,
        OwnAddress = _address,
        Address = call.Address,
    };

    private static AccessDecision Ask(IEnumerable<AccessFilter> filters, InboundFacts facts)
    {
        var asked = new List<string>();
        var unsure = new List<AccessRule>();
        AccessRule? allowed = null;
        foreach (AccessFilter filter in filters)
        {
            int before = unsure.Count;
            AccessRule? rule = filter.Find(facts, unsure);
            if (filter.Kind == AccessFilterKind.Ask)
            {
                asked.AddRange(rule is not null || unsure.Count > before ? [filter.Authorizer] : []);
                // The authorizer itself is what is not known.
                unsure.RemoveRange(before, unsure.Count - before);
            }
            else if (filter.Kind == AccessFilterKind.Deny && rule is not null)
            {
                return Result(AccessVerdict.Denied) with { Rule = rule, Unsure = default };
            }
            else if (filter.Kind == AccessFilterKind.Allow)
            {
                if (rule is not null)
                {
                    // Whatever another ALLOW rule says, this one is enough.
                    unsure.RemoveRange(before, unsure.Count - before);
                    allowed = rule;
                }
                else if (unsure.Count == before)
                {
                    return Result(AccessVerdict.Denied) with { IsUnmatched = true, Unsure = default };
                }
            }
            else if (filter.Kind == AccessFilterKind.Log)
            {
                unsure.RemoveRange(before, unsure.Count - before);
            }
        }

        return Result(unsure.Count > 0 ? AccessVerdict.Depends : AccessVerdict.Allowed) with { Rule = allowed };

        AccessDecision Result(AccessVerdict verdict) =>
            new(verdict) { Asked = asked.ToValueList(), Unsure = unsure.ToValueList(), Facts = facts };
    }

    // At a gateway the client's own word counts only as far as trusted proxies stand in front; a sidecar believes the last entry.
    private string? RemoteAddress(InboundCall call)
    {
        int hops = _view.Proxy.Type == ProxyType.Router ? _view.Index.Settings.NumTrustedProxies : 1;
        if (hops == 0 || !call.Request.Headers.TryGetValue(ForwardedFor, out string? header))
        {
            return call.Address;
        }

        string[] entries = header.Split(',', StringSplitOptions.TrimEntries);
        return entries.Length >= hops && IPAddress.TryParse(entries[^hops], out IPAddress? address) ? address.ToString() : call.Address;
    }

    // A gateway takes away what clients write about their certificate; a sidecar adds to it.
    private ValueMap<string> Headers(InboundCall call, InboundChain chain)
    {
        ValueMap<string> headers = call.Request.Headers;
        string written = headers.TryGetValue(ForwardedCertificate, out string? header) && _view.Proxy.Type == ProxyType.Sidecar
            ? $"{header},"
            : "";
        bool hasCertificate = call.Tls is { HasCertificate: true } tls
            && (chain.Identity.Length > 0 || !chain.IsIdentityKnown || tls.Identity == "");
        return hasCertificate
            ? headers.With(ForwardedCertificate, $"{written}By={_identity};Hash={UnknownHash};Subject=\"\";URI={chain.Identity}")
            : headers.Where(entry => entry.Key != ForwardedCertificate).ToValueMap();
    }
}
