using Entente.Records.Drafts;

namespace Entente.Tests.House.Records.Drafts;

public sealed class MergeTests
{
    private static readonly Guid Row = new("11111111-1111-1111-1111-111111111111");
    private static readonly Guid Other = new("22222222-2222-2222-2222-222222222222");
    private readonly Desk _ana = new("ana");
    private readonly Desk _ben = new("ben");

    private static readonly Draft Opened = new(0, new Dictionary<string, DraftSection>
    {
        ["catches"] = new(["gear", "weight"], [
            new DraftRow(Row, new Cell(Places.At(0)), default, [new Cell("\"PS\""), new Cell("\"10\"")]),
            new DraftRow(Other, new Cell(Places.At(1)), default, [new Cell("\"LL\"", ToConfirm: true), default])]),
    });

    [Fact]
    public void Two_colleagues_in_one_row_both_keep_their_work()
    {
        var merged = After(_ana.Set(Row, "gear", "\"PS\"", "\"LL\""), _ben.Set(Row, "weight", "\"10\"", "\"12\""));
        Value(merged, Row, "gear").ShouldBe("\"LL\"");
        Value(merged, Row, "weight").ShouldBe("\"12\"");
        merged.Conflicts().ShouldBeEmpty();
    }

    [Fact]
    public void The_same_cell_changed_by_both_is_shown_to_both()
    {
        var merged = After(_ana.Set(Row, "weight", "\"10\"", "\"11\""), _ben.Set(Row, "weight", "\"10\"", "\"12\""));
        var conflict = merged.Conflicts().ShouldHaveSingleItem();
        (conflict.Row, conflict.Field).ShouldBe((Row, "weight"));
        conflict.Rivals.Select(rival => (rival.Now, rival.Client)).ShouldBe([("\"11\"", "ana"), ("\"12\"", "ben")], ignoreOrder: true);
        conflict.Fault.Blocks.ShouldBeTrue();
    }

    [Fact]
    public void It_is_a_conflict_until_somebody_chooses()
    {
        Operation[] contended = [_ana.Set(Row, "weight", "\"10\"", "\"11\""), _ben.Set(Row, "weight", "\"10\"", "\"12\"")];
        _ana.Seen = 2;
        var chosen = After([.. contended, _ana.Choose(Row, "weight", "\"11\"", "\"12\"")]);
        chosen.Conflicts().ShouldBeEmpty();
        Value(chosen, Row, "weight").ShouldBe("\"12\"");
    }

    [Fact]
    public void The_same_answer_by_both_is_no_conflict() =>
        After(_ana.Set(Row, "weight", "\"10\"", "\"11\""), _ben.Set(Row, "weight", "\"10\"", "\"11\"")).Conflicts().ShouldBeEmpty();

    [Fact]
    public void Whoever_saw_a_change_may_change_it_again()
    {
        var first = _ana.Set(Row, "weight", "\"10\"", "\"11\"");
        _ben.Seen = 1;
        var merged = After(first, _ben.Set(Row, "weight", "\"11\"", "\"12\""));
        merged.Conflicts().ShouldBeEmpty();
        Value(merged, Row, "weight").ShouldBe("\"12\"");
    }

    [Fact]
    public void What_was_set_back_stands_in_nobodys_way()
    {
        var merged = After(_ana.Set(Row, "weight", "\"10\"", "\"11\""), _ben.Set(Row, "weight", "\"10\"", "\"12\""), _ana.Set(Row, "weight", "\"11\"", "\"10\""));
        merged.Conflicts().ShouldBeEmpty();
        Value(merged, Row, "weight").ShouldBe("\"12\"");
    }

    [Fact]
    public void What_was_put_back_against_a_colleague_is_a_change()
    {
        var changed = _ana.Set(Row, "weight", "\"10\"", "\"11\"");
        _ben.Seen = 1;
        var restored = _ben.Set(Row, "weight", "\"11\"", "\"10\"");
        var third = new Desk("third") { Seen = 1 };
        After(changed, restored, third.Set(Row, "weight", "\"11\"", "\"13\"")).Conflicts().ShouldHaveSingleItem()
            .Rivals.Select(rival => rival.Now).ShouldBe(["\"10\"", "\"13\""], ignoreOrder: true);
    }

    [Fact]
    public void What_is_sent_twice_counts_once()
    {
        var set = _ana.Set(Row, "weight", "\"10\"", "\"11\"");
        var merged = After(set, _ana.Set(Row, "weight", "\"11\"", "\"12\""), set);
        Value(merged, Row, "weight").ShouldBe("\"12\"");
    }

    [Fact]
    public void Work_on_a_row_that_a_colleague_removes_is_kept_and_shown()
    {
        var merged = After(_ana.Remove(Row), _ben.Set(Row, "weight", "\"10\"", "\"12\""));
        var conflict = merged.Conflicts().ShouldHaveSingleItem();
        conflict.Field.ShouldBeNull();
        conflict.Rivals.Select(rival => rival.Client).ShouldBe(["ana", "ben"]);
        Ids(merged).ShouldBe([Row, Other]);
    }

    [Fact]
    public void It_is_settled_by_removing_again_or_by_adding_again()
    {
        Operation[] contended = [_ana.Remove(Row), _ben.Set(Row, "weight", "\"10\"", "\"12\"")];
        _ana.Seen = _ben.Seen = 2;
        var removed = After([.. contended, _ana.Remove(Row)]);
        removed.Conflicts().ShouldBeEmpty();
        Ids(removed).ShouldBe([Other]);
        var kept = After([.. contended, _ben.Add(Row, Places.At(0))]);
        kept.Conflicts().ShouldBeEmpty();
        Value(kept, Row, "weight").ShouldBe("\"12\"");
        Ids(kept).ShouldBe([Row, Other]);
    }

    [Fact]
    public void A_removed_row_without_other_work_is_gone() => Ids(After(_ana.Remove(Row))).ShouldBe([Other]);

    [Fact]
    public void A_row_is_put_between_others_and_moved()
    {
        var added = Guid.NewGuid();
        Operation[] put = [_ana.Add(added, Places.Between(Places.At(0), Places.At(1))), _ana.Set(added, "gear", null, "\"TR\"")];
        Ids(After(put)).ShouldBe([Row, added, Other]);
        Ids(After([.. put, _ana.Move(added, Places.Between(Places.At(1), null))])).ShouldBe([Row, Other, added]);
    }

    [Fact]
    public void A_pre_filled_answer_waits_until_somebody_confirms_it()
    {
        Opened.Sections["catches"][Other, "gear"].AwaitsConfirmation.ShouldBeTrue();
        var confirmed = After(_ana.Set(Other, "gear", "\"LL\"", "\"LL\""));
        confirmed.Sections["catches"][Other, "gear"].AwaitsConfirmation.ShouldBeFalse();
        Value(confirmed, Other, "gear").ShouldBe("\"LL\"");
    }

    [Fact]
    public void A_field_that_the_definition_lost_keeps_what_was_said() =>
        Value(After(_ana.Set(Row, "remarks", null, "\"as agreed\"")), Row, "remarks").ShouldBe("\"as agreed\"");

    private static Draft After(params Operation[] operations) => Draft.Merge(Opened, Desk.Arrived(operations));

    private static string? Value(Draft draft, Guid row, string field) => draft.Sections["catches"][row, field].Value;

    private static List<Guid> Ids(Draft draft) => [.. draft.Sections["catches"].InOrder.Select(row => row.Id)];
}
