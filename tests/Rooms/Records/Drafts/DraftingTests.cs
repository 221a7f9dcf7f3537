using Entente.Records.Drafts;
using Entente.Tests.Kit;

namespace Entente.Tests.Rooms.Records.Drafts;

public sealed class DraftingTests(Workshop shop) : IClassFixture<Workshop>
{
    private static readonly string[] Figures = ["catches"];

    [Fact]
    public async Task A_draft_of_a_version_says_what_the_version_said()
    {
        var content = Workshop.Content(3);
        var draft = await shop.NewDraft(beginning: DraftBeginning.Version(content, 4));
        (draft.Generation, draft.BaseVersion, draft.Origin).ShouldBe((1, 4, DraftOrigin.Version));
        var read = (await shop.Read(draft.Statement))!.Value.Draft.Content(Workshop.Definition);
        read.Rows("catches").Select(row => row.Id).ShouldBe(content.Rows("catches").Select(row => row.Id));
        read.Rows("catches")[2][Workshop.Catches, "weight"].ShouldBe(content.Rows("catches")[2][Workshop.Catches, "weight"]);
    }

    [Fact]
    public async Task Answers_of_the_period_before_wait_to_be_confirmed()
    {
        var content = Workshop.Content(1);
        var draft = await shop.NewDraft(beginning: DraftBeginning.LastPeriod(content));
        var row = (await shop.Read(draft.Statement))!.Value.Draft.Sections["catches"].InOrder.Single();
        row.Id.ShouldNotBe(content.Rows("catches")[0].Id);
        row.Cell(0).AwaitsConfirmation.ShouldBeTrue();
        var who = await shop.Newcomer("Confirming Person");
        await shop.Drafting.Append(draft.Statement, 1, "draft", who, "page", [Workshop.Set(row.Id, "vessel", row.Cell(0).Value, row.Cell(0).Value)]);
        (await shop.Read(draft.Statement))!.Value.Draft.Sections["catches"][row.Id, "vessel"].AwaitsConfirmation.ShouldBeFalse();
    }

    [Fact]
    public async Task What_is_open_is_not_opened_again()
    {
        var draft = await shop.NewDraft(beginning: DraftBeginning.Version(Workshop.Content(1), 1));
        var again = await shop.NewDraft(draft.Statement, DraftBeginning.Blank(Workshop.Definition));
        again.Generation.ShouldBe(1);
        (await shop.Read(draft.Statement))!.Value.Draft.Sections["catches"].Rows.Count.ShouldBe(1);
    }

    [Fact]
    public async Task What_was_sent_twice_is_in_the_log_once()
    {
        var (draft, row, who) = await Begun("Twice Sender");
        var set = Workshop.Set(row, "gear", null, "\"PS\"");
        (await shop.Drafting.Append(draft.Statement, 1, "draft", who, "page", [set])).ShouldBe(1);
        (await shop.Drafting.Append(draft.Statement, 1, "draft", who, "page", [set, Workshop.Set(row, "area", null, "\"ATE\"")])).ShouldBe(2);
        (await shop.Ask<long>("select count(*) from records.cell_operation where statement = @Statement", draft)).ShouldBe([2]);
    }

    [Fact]
    public async Task Many_at_once_are_counted_one_after_the_other_and_none_is_lost()
    {
        var (draft, row, who) = await Begun("Busy Person");
        var shared = Workshop.Set(row, "remark", null, "\"the same from everywhere\"");
        await Task.WhenAll(Enumerable.Range(0, 16).Select(client => shop.Drafting.Append(draft.Statement, 1, "draft", who, $"client {client}", [Workshop.Set(row, "price", null, $"\"{client}\""), shared])));
        (await shop.Ask<long>("select count(*) from records.cell_operation where statement = @Statement", draft)).ShouldBe([17]);
        var conflict = (await shop.Read(draft.Statement))!.Value.Draft.Conflicts().ShouldHaveSingleItem();
        conflict.Rivals.Count.ShouldBe(16);
    }

    [Fact]
    public async Task Whoever_comes_back_hears_what_changed_and_who_else_is_at_work()
    {
        var (draft, row, who) = await Begun("Ana Listener");
        var other = await shop.Newcomer("Ben Speaker");
        await shop.Drafting.Append(draft.Statement, 1, "draft", other, "ben", [Workshop.Set(row, "gear", null, "\"LL\""), Workshop.Set(row, "price", null, "\"2\"")]);
        var sequence = await shop.Drafting.Append(draft.Statement, 1, "draft", who, "ana", [Workshop.Set(row, "gear", null, "\"PS\""), Workshop.Set(row, "fish", null, "\"7\"")]);
        var news = await News(draft, 0, "ana");
        news.Sequence.ShouldBe(sequence!.Value);
        news.Cells.Select(cell => (cell.Field, cell.Contested)).ShouldBe([("gear", true), ("price", false)], ignoreOrder: true);
        news.Others.Select(colleague => colleague.Person).ShouldBe([other, who], ignoreOrder: true);
        (await News(draft, sequence.Value, "ana")).Cells.ShouldBeEmpty();
        shop.Clock.Advance(TimeSpan.FromMinutes(3));
        (await News(draft, 0, "ana")).Others.ShouldBeEmpty();
    }

    [Fact]
    public async Task A_draft_that_ended_takes_nothing_and_the_next_one_is_another()
    {
        var (draft, row, who) = await Begun("Late Person");
        (await shop.Own.Write(connection => shop.Drafting.End(connection, draft.Statement, 1, DraftEnd.Submitted))).ShouldBeTrue();
        (await shop.Drafting.Append(draft.Statement, 1, "draft", who, "page", [Workshop.Set(row, "gear", null, "\"PS\"")])).ShouldBeNull();
        (await shop.Read(draft.Statement)).ShouldBeNull();
        (await shop.NewDraft(draft.Statement)).Generation.ShouldBe(2);
    }

    [Fact]
    public async Task A_statement_that_left_its_open_state_takes_nothing()
    {
        var (draft, row, who) = await Begun("Closed Out");
        await shop.Do("update records.statement set state = 'submitted' where id = @Statement", draft);
        (await shop.Drafting.Append(draft.Statement, 1, "draft", who, "page", [Workshop.Set(row, "gear", null, "\"PS\"")])).ShouldBeNull();
    }

    [Fact]
    public async Task A_packed_log_says_the_same_and_what_came_later_is_added()
    {
        var (draft, row, who) = await Begun("Packed Person");
        await shop.Drafting.Append(draft.Statement, 1, "draft", who, "one", [.. Enumerable.Range(0, 1_000).Select(number => Workshop.Set(row, "price", null, $"\"{number}\""))]);
        await shop.Drafting.Append(draft.Statement, 1, "draft", who, "two", [Workshop.Set(row, "price", null, "\"-1\"")]);
        (await shop.RunJobs()).ShouldBeGreaterThan(0);
        (await shop.Ask<long>("select distinct through from records.draft_snapshot where statement = @Statement", draft)).ShouldBe([1_001]);
        await shop.Drafting.Append(draft.Statement, 1, "draft", who, "two", [Workshop.Set(row, "fish", null, "\"3\"")]);
        var read = (await shop.Read(draft.Statement, Figures[0]))!.Value.Draft;
        read.Sections["catches"][row, "fish"].Value.ShouldBe("\"3\"");
        read.Conflicts().ShouldHaveSingleItem().Rivals.Select(rival => rival.Now).ShouldBe(["\"999\"", "\"-1\""], ignoreOrder: true);
    }

    [Fact]
    public async Task Only_the_partys_own_people_and_the_bodys_see_it()
    {
        var (draft, row, who) = await Begun("Hidden Author");
        await shop.Drafting.Append(draft.Statement, 1, "draft", who, "page", [Workshop.Set(row, "gear", null, "\"PS\"")]);
        var own = await shop.Known("Own Reporter", "tin/UTO", "reporter");
        var officer = await shop.Known("Serving Officer", "tin/", "officer");
        var stranger = await shop.Known("Other Reporter", "tin/ARC", "reporter");
        foreach (var (person, sees) in new[] { (own, 1), (officer, 1), (stranger, 0) })
            foreach (var table in new[] { "draft", "cell_operation", "draft_snapshot" })
                (await shop.Seen(person, $"select count(distinct statement) from records.{table} where statement = '{draft.Statement}'")).ShouldBe(sees, $"{person.Name} in {table}");
        (await shop.Seen(null, "select count(*) from records.cell_operation")).ShouldBe(0);
    }

    private async Task<(OpenDraft Draft, Guid Row, Guid Who)> Begun(string name)
    {
        var content = Workshop.Content(1);
        return (await shop.NewDraft(beginning: DraftBeginning.Version(content, 1)), content.Rows("catches")[0].Id, await shop.Newcomer(name));
    }

    private async Task<News> News(OpenDraft draft, long since, string client) =>
        (await shop.Own.Write(connection => DraftReading.Since(connection, draft, since, client, shop.Clock.GetUtcNow())))!;
}
