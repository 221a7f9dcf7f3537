using System.Diagnostics;

namespace Entente.Tests.Journeys.Faults;

/// <summary>A disk of our own of 400 MB, filled to the last byte under a running installation.</summary>
public sealed class FullDiskTests : IDisposable
{
    private readonly string _disk = Started.NewFolder();

    public FullDiskTests()
    {
        Assert.SkipUnless(Environment.IsPrivilegedProcess && Shell("mount", "-t", "tmpfs", "-o", "size=400m,mode=755", "entente-test", _disk) == 0, "mounting a small disk needs root");
    }

    private string Filler => Path.Combine(_disk, "filler");

    [Fact]
    public async Task A_start_on_a_full_disk_is_refused_before_anything_is_written()
    {
        Fill(leave: 100 << 20);
        await using var run = Started.Now(Directory.CreateDirectory(Path.Combine(_disk, "data")).FullName);
        (await run.Ends()).ShouldBe(1);
        run.Said.ShouldContain("MB left");
        Directory.Exists(Path.Combine(_disk, "data", "postgres")).ShouldBeFalse();
    }

    [Fact]
    public async Task What_was_committed_before_the_disk_filled_is_there_after_room_was_made()
    {
        await using var run = await Started.Ready(Directory.CreateDirectory(Path.Combine(_disk, "data")).FullName);
        await run.Sql("create table proof (n int, filler text); insert into proof select generate_series(1, 1000)");
        Fill(leave: 0);
        await Should.ThrowAsync<Npgsql.PostgresException>(() => run.Sql("insert into proof select n, repeat(md5(n::text), 100) from generate_series(1, 300000) n"));
        File.Delete(Filler);
        await EventuallyAnswers(run);
        (await run.Sql("select count(*) from proof")).ShouldBe(1000L);
        await run.Sql("insert into proof select generate_series(1, 10)");
    }

    [Fact]
    public async Task A_table_that_comes_in_while_the_disk_fills_is_there_once_and_whole_after_room_was_made()
    {
        await using var run = await Started.Ready(Directory.CreateDirectory(Path.Combine(_disk, "data")).FullName);
        var load = await LargeLoad.Send(run.Port, run.Open);
        await load.UnderWay();
        Fill(leave: 0);
        await Task.Delay(TimeSpan.FromSeconds(2));
        File.Delete(Filler);
        await EventuallyAnswers(run);
        await load.LeasePasses();
        await load.IsThereOnceAndWhole();
    }

    private static async Task EventuallyAnswers(Started run)
    {
        var waited = Stopwatch.StartNew();
        while (true)
        {
            try
            {
                await run.Sql("select 1");
                return;
            }
            catch (Npgsql.NpgsqlException) when (waited.Elapsed < TimeSpan.FromSeconds(30))
            {
                await Task.Delay(100);
            }
        }
    }

    private void Fill(long leave)
    {
        using var file = File.Create(Filler);
        var block = new byte[1 << 20];
        try
        {
            while (new DriveInfo(_disk).AvailableFreeSpace > leave)
                file.Write(block);
            file.Flush(flushToDisk: true);
        }
        catch (IOException)
        {
            // Full: that is the point.
        }
    }

    private static int Shell(params string[] command)
    {
        using var process = Process.Start(new ProcessStartInfo(command[0], command[1..]) { UseShellExecute = false })!;
        process.WaitForExit();
        return process.ExitCode;
    }

    public void Dispose()
    {
        Shell("umount", "-l", _disk);
        Directory.Delete(_disk);
    }
}
