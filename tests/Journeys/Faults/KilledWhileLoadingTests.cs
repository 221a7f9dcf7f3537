using Entente.Client.Run;

namespace Entente.Tests.Journeys.Faults;

/// <summary>What interrupts a large table on its way leaves nothing of it behind, and it comes in whole afterwards.</summary>
public sealed class KilledWhileLoadingTests : IDisposable
{
    private readonly string _data = Started.NewFolder();

    [Fact]
    public async Task A_table_that_comes_in_while_the_application_is_killed_is_there_once_and_whole()
    {
        await using var run = await Started.Ready(_data);
        var load = await LargeLoad.Send(run.Port, run.Open);
        await load.UnderWay();
        Started.Kill9(run.Application);
        await run.Hears("The application is back.");
        await load.LeasePasses();
        await load.IsThereOnceAndWhole();
    }

    [Fact]
    public async Task A_table_that_comes_in_while_the_database_is_cut_off_is_there_once_and_whole()
    {
        await using var run = await Started.Ready(_data);
        var load = await LargeLoad.Send(run.Port, run.Open);
        await load.UnderWay();
        var sessions = (int[])(await run.Sql("select array_agg(pid) from pg_stat_activity where usename in ('entente_writer', 'entente_reader')"))!;
        foreach (var session in sessions)
            Signals.Send(session, Signals.Terminate);
        await load.IsThereOnceAndWhole();
    }

    public void Dispose() => Directory.Delete(_data, recursive: true);
}
