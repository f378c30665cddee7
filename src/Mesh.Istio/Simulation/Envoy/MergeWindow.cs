namespace Mesh.Istio.Simulation.Envoy;

/// <summary>
/// Envoy's <c>update_merge_window</c> of one priority: after an update, ejections and returns wait until one window after the first that
/// came too early, and take effect together (<c>cluster_manager_impl.cc</c> scheduleUpdate).
/// </summary>
internal struct MergeWindow
{
    internal const long Never = long.MaxValue;

    private long _lastUpdate;

    public MergeWindow()
    {
        // Half of the range, so that differences do not overflow.
        _lastUpdate = long.MinValue / 2;
        DueAt = Never;
    }

    /// <summary>When what is pending takes effect; <see cref="Never"/> when nothing is.</summary>
    internal long DueAt { get; private set; }

    /// <summary>Asks to deliver an ejection or a return.</summary>
    /// <param name="now">The time.</param>
    /// <param name="window">The window.</param>
    /// <param name="lateness">How late the timer fires if it has to be set.</param>
    /// <returns>Whether it takes effect now.</returns>
    internal bool Request(long now, long window, long lateness)
    {
        if (window <= 0 || now - _lastUpdate > window)
        {
            Delivered(now);
            return true;
        }

        DueAt = DueAt == Never ? now + window + lateness : DueAt;
        return false;
    }

    /// <summary>Notes that everything up to now has taken effect, which opens the window.</summary>
    internal void Delivered(long now)
    {
        _lastUpdate = now;
        DueAt = Never;
    }
}
