using Entente.Bench.Processes;

namespace Entente.Tests.House.Bench;

public sealed class ProcessTreeTests
{
    private const string Rollup = """
        00400000-7ffd5d9f5000 ---p 00000000 00:00 0                              [rollup]
        Rss:               10116 kB
        Pss:                4211 kB
        Pss_Dirty:          1332 kB
        Pss_Anon:           1332 kB
        Shared_Clean:       7012 kB
        """;

    [Fact]
    public void The_proportional_set_size_is_read_from_its_own_line() => ProcessTree.Pss(Rollup).ShouldBe(4211);

    [Fact]
    public void A_process_that_shows_nothing_counts_nothing() => ProcessTree.Pss("").ShouldBe(0);

    [Fact]
    public void Parent_and_processor_time_are_found_behind_a_name_with_spaces_and_brackets() =>
        ProcessTree.Stat("4711 (postgres: (io) worker) S 42 4711 4711 0 -1 0 0 0 0 0 150 25 20 5 20 0 1 0").ShouldBe((42, 2.0));

    [Fact]
    public void Children_and_their_children_belong_to_the_root_and_strangers_do_not()
    {
        Running[] all = [new(30, 20, "grandchild", 1, 0), new(20, 10, "child", 1, 0), new(10, 1, "root", 1, 0), new(11, 1, "stranger", 1, 0), new(31, 11, "stranger's child", 1, 0)];
        ProcessTree.Below([10], all).Select(process => process.Id).ShouldBe([10, 20, 30]);
    }

    [Fact]
    public void This_process_is_seen_with_what_it_occupies() =>
        ProcessTree.Of([Environment.ProcessId]).ShouldContain(process => process.Id == Environment.ProcessId && process.PssKilobytes > 1_000);
}
