using System.Diagnostics;

namespace Mesh.Benchmarks;

/// <summary>Medians of repeated runs. No dependency, no processes of their own: ratios of one run are what counts.</summary>
internal static class Measure
{
    private const int Rounds = 151;
    private const int WarmUps = 4;
    private const int PauseMilliseconds = 150;
    private const int WarmUpMilliseconds = 300;

    // Shorter than a time slice of the scheduler: on a busy machine most rounds are not interrupted, and the median is one of these.
    private const double RoundMilliseconds = 3;

    /// <summary>
    /// The median time of one call in microseconds, for each of several actions that take turns, so that a busy machine hits all of them
    /// alike.
    /// </summary>
    public static double[] Microseconds(params Action[] actions)
    {
        int[] calls = [.. actions.Select(CallsPerRound)];
        double[][] times = [.. actions.Select(_ => new double[Rounds])];
        for (int round = 0; round < Rounds; round++)
        {
            for (int i = 0; i < actions.Length; i++)
            {
                times[i][round] = Time(actions[i], calls[i]) * 1000 / calls[i];
            }
        }

        return [.. times.Select(Median)];
    }

    /// <summary>
    /// What one call of each of several slow actions takes; they take turns, each turn after a preparation that does not count. The first
    /// round is a warm-up.
    /// </summary>
    public static Expense[] Expenses(int rounds, Action prepare, params Func<Task>[] actions)
    {
        Expense[][] all = [.. actions.Select(_ => new Expense[rounds])];
        for (int round = -5; round < rounds; round++)
        {
            for (int i = 0; i < actions.Length; i++)
            {
                prepare();
                GC.Collect();
                (TimeSpan processor, long allocated, long start) = (Environment.CpuUsage.TotalTime, GC.GetTotalAllocatedBytes(),
                    Stopwatch.GetTimestamp());
                actions[i]().GetAwaiter().GetResult();
                all[i][Math.Max(round, 0)] = new(
                    Stopwatch.GetElapsedTime(start).TotalSeconds, (Environment.CpuUsage.TotalTime - processor).TotalSeconds,
                    GC.GetTotalAllocatedBytes() - allocated);
            }
        }

        return
        [
            .. all.Select(one => new Expense(
                Median([.. one.Select(expense => expense.Seconds)]),
                Median([.. one.Select(expense => expense.ProcessorSeconds)]),
                Median([.. one.Select(expense => expense.AllocatedBytes)]))
            {
                Rate = Median([.. one.Zip(all[0], (expense, first) => first.Seconds / expense.Seconds)]),
            }),
        ];
    }

    /// <summary>The bytes that one call allocates.</summary>
    public static double AllocatedBytes(Action action)
    {
        const int Calls = 50;
        action();
        long before = GC.GetAllocatedBytesForCurrentThread();
        for (int i = 0; i < Calls; i++)
        {
            action();
        }

        return (GC.GetAllocatedBytesForCurrentThread() - before) / (double)Calls;
    }

    /// <summary>How often an action fits into a round, after enough calls for the just-in-time compiler.</summary>
    private static int CallsPerRound(Action action)
    {
        int calls = 1;
        for (int pass = 0; pass < WarmUps; pass++)
        {
            for (double spent = 0; spent < WarmUpMilliseconds;)
            {
                double time = Time(action, calls);
                spent += time;
                calls = time < RoundMilliseconds / 2 ? calls * 2 : time > RoundMilliseconds ? Math.Max(1, calls / 2) : calls;
            }

            // The compiler works in the background; a busy machine gives it little room.
            Thread.Sleep(PauseMilliseconds);
        }

        return calls;
    }

    private static double Time(Action action, int calls)
    {
        long start = Stopwatch.GetTimestamp();
        for (int i = 0; i < calls; i++)
        {
            action();
        }

        return Stopwatch.GetElapsedTime(start).TotalMilliseconds;
    }

    private static double Median(double[] values)
    {
        Array.Sort(values);
        return values[values.Length / 2];
    }
}
