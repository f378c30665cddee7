namespace Mesh.LoadBalancing;

/// <summary>Maps health as sent to what it means, and counts hosts by it.</summary>
internal static class HostStates
{
    internal static HostState Of(EndpointHealth health) => health switch
    {
        EndpointHealth.Unhealthy or EndpointHealth.Timeout => HostState.Unhealthy,
        EndpointHealth.Degraded => HostState.Degraded,
        EndpointHealth.Draining => HostState.Excluded,
        _ => HostState.Healthy,
    };

    internal static void Count(HostState state, ref PriorityHosts hosts) => hosts = new PriorityHosts(
        hosts.Total + 1,
        hosts.Healthy + (state == HostState.Healthy ? 1 : 0),
        hosts.Degraded + (state == HostState.Degraded ? 1 : 0),
        hosts.Excluded + (state == HostState.Excluded ? 1 : 0));
}
