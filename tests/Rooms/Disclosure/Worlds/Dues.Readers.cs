using Entente.Bodies;

namespace Entente.Tests.Rooms.Disclosure.Worlds;

/// <summary>What a reader may know of what is owed, written from docs/status.md and docs/obligations.md alone; what is asked of it, and what is done beyond their sight.</summary>
internal sealed partial class Dues
{
    private DateOnly Today => _world.Body.DayOf(World.Now);

    /// <summary>The parties of which the reader reads what is theirs.</summary>
    public static string[] PartiesOf(Reader reader) => [.. reader.Posts.Where(post => post.Party is not null && post.Rights.Contains(Right.Read)).Select(post => post.Party!)];

    /// <summary>The audiences of the body that the reader is of.</summary>
    public string[] AudiencesOf(Reader reader) => [.. _world.Body.Audiences.Select(audience => audience.Code).Where(code => WhoReads.Among(reader, _world.Body, code, Today))];

    private static bool IsOwn(Reader reader, string party) => WhoReads.Serves(reader) || PartiesOf(reader).Contains(party);

    public bool Reads(Reader reader, Due due) => Reads(reader, due.Party, due.ShownTo);

    private bool Reads(Reader reader, string party, string shownTo) => IsOwn(reader, party) || WhoReads.Among(reader, _world.Body, shownTo, Today);

    public static bool Reads(Reader reader, Posted letter) => WhoReads.Serves(reader) || (letter.IsSent && PartiesOf(reader).Contains(letter.Party));

    private bool Reads(Reader reader, (Entente.Obligations.Assessing.Meeting Meeting, Guid Id, string Party) found) => WhoReads.Serves(reader)
        || (found.Meeting.DraftOn <= Today && PartiesOf(reader).Contains(found.Party)) || (found.Meeting.ShownOn <= Today && AudiencesOf(reader).Contains(found.Meeting.ShownTo));

    private bool ReadsPaper(Reader reader, string shownTo) => WhoReads.Serves(reader) || shownTo == "public" || AudiencesOf(reader).Contains(shownTo);

    /// <summary>Something that this reader may learn nothing of; null where chance drew what cannot be done as things are.</summary>
    public async Task<string?> Next(Reader reader)
    {
        var done = _chance.Next(8) switch
        {
            0 => Hidden(reader) is var (party, shownTo) && await Owe(party, LastYear, "vessels", _words.NewId(), shownTo) is not null ? "something new is owed" : null,
            1 => await On(All.Where(due => !Reads(reader, due)), Happen, "something that is owed changed"),
            2 => await On(All.Where(due => !IsOwn(reader, due.Party)), Give, "something was given to a colleague"),
            3 => WhoReads.Serves(reader) ? null : await Write([.. RandomBody.PartyCodes.Where(party => !PartiesOf(reader).Contains(party))], sent: true) ? "letters were sent to others" : null,
            4 => WhoReads.Serves(reader) ? null : await On(Letters, FollowUp, "the secretariat notes that it will come back to a letter"),
            5 => await On(Found.Where(found => !Reads(reader, found)), Judge, "something was found or answered"),
            6 => await On(_world.Body.Audiences.Select(audience => audience.Code).Where(code => !ReadsPaper(reader, code)), Freeze, "a paper was frozen for others"),
            _ => WhoReads.Serves(reader) ? null : await Assess(200) ? "another meeting was prepared" : null,
        };
        return done;
    }

    private (string Party, string ShownTo)? Hidden(Reader reader)
    {
        var all = RandomBody.PartyCodes.SelectMany(_ => AnyReaders.Distinct(), (party, shownTo) => (party, shownTo)).Where(one => !Reads(reader, one.party, one.shownTo)).ToList();
        return all.Count == 0 ? null : Pick(all);
    }

    private async Task<string?> On<T>(IEnumerable<T> among, Func<T, Task<bool>> act, string said) => among.ToList() is { Count: > 0 } all && await act(Pick(all)) ? said : null;

    /// <summary>So many questions about what is owed, of every kind of page alike, and the reader's calendar.</summary>
    public IEnumerable<Question> Ask(Reader reader, int count)
    {
        var kinds = Addresses();
        var asked = Enumerable.Range(0, count).Select(_ => Pick(Pick(kinds)));
        return asked.Concat(FeedOf(reader) is { } feed ? [feed, feed] : []).Select(address => _chance.Next(6) switch { 0 => new Question(address, HeadOnly: true), 1 => new Question(address, Known: true), _ => new Question(address) });
    }

    private List<string[]> Addresses()
    {
        var body = $"/bodies/{Code}";
        string[] views = ["", "&view=matrix", "&view=duties", "&view=trend", "&view=matrix&format=csv", "&format=csv", "&known=2026-01-20", $"&party={Pick(RandomBody.PartyCodes)}&view=duties", "&group=north"];
        string[] years = [$"?year={LastYear}", $"?year={LastYear + 1}", $"?year={LastYear + 2}"];
        List<string[]> kinds =
        [
            [.. years.SelectMany(_ => views, (year, view) => $"{body}/status{year}{view}"), $"{body}/status"],
            [.. years.SelectMany(year => new[] { "", "&outcome=missing", "&format=csv", "&sort=party", "&outcome=received&known=2026-02-10" }, (year, rest) => $"{body}/status/rows{year}{rest}"), .. _requirements.Select(id => $"{body}/status/rows?duty=vessels.{id}")],
            [$"{body}/status/difference", $"{body}/status/difference?from=2026-01-05", $"{body}/status/difference?from=2026-01-05&to=2026-02-20&format=csv"],
            [.. All.Select(due => $"{body}/owed/{due.Id}")],
            [.. Letters.SelectMany(letter => new[] { "", "?handler=Paper" }, (letter, rest) => $"{body}/letters/{letter.Id}{rest}")],
            [$"{body}/outreach", $"{body}/outreach?template=reminder&year={LastYear}", .. Letters.Select(letter => letter.Mailing).Distinct().SelectMany(_ => new[] { "", "?handler=Papers" }, (mailing, rest) => $"{body}/outreach/{mailing}{rest}")],
            [$"{body}/assessments", .. Meetings.SelectMany(meeting => new[] { "", "?format=csv", $"?party={Pick(RandomBody.PartyCodes)}", "?verdict=late" }, (meeting, rest) => $"{body}/assessments/{meeting.Id}{rest}")],
            [$"{body}/papers", .. Papers.SelectMany(paper => new[] { $"?handler=Paper&paper={paper.Id}", $"?handler=Paper&paper={paper.Id}&format=pdf", $"?check={paper.Id}" }, (_, rest) => $"{body}/papers{rest}")],
            ["/workspace", body],
        ];
        if (Found.Count > 0)
            kinds.Add([.. Found.Select(found => $"{body}/assessments/{found.Meeting.Id}/{found.Id}")]);
        return kinds;
    }

    /// <summary>Every address of one thing that this reader may not know of.</summary>
    public IEnumerable<(string Address, Guid Id)> Unknown(Reader reader)
    {
        var body = $"/bodies/{Code}";
        foreach (var due in All.Where(due => !IsOwn(reader, due.Party)))
            yield return ($"{body}/owed/{due.Id}", due.Id);
        foreach (var letter in Letters.Where(letter => !Reads(reader, letter)))
        {
            yield return ($"{body}/letters/{letter.Id}", letter.Id);
            yield return ($"{body}/letters/{letter.Id}?handler=Paper", letter.Id);
            yield return ($"{body}/outreach/{letter.Mailing}", letter.Mailing);
        }
        foreach (var found in Found.Where(found => !Reads(reader, found)))
            yield return ($"{body}/assessments/{found.Meeting.Id}/{found.Id}", found.Id);
        foreach (var paper in Papers.Where(paper => !ReadsPaper(reader, paper.ShownTo)))
            yield return ($"{body}/papers?handler=Paper&paper={paper.Id}", paper.Id);
    }
}
