using Entente.Bodies;
using Entente.Bodies.Definitions;
using Entente.Shared.Components;
using Entente.Shared.Localisation;

namespace Entente.Records.Cases;

/// <summary>The part of a statement's page that shows how a case is handled.</summary>
public sealed record CasePart(CaseView View, Body Body, Definition Definition, string BodyAddress, string Address, Words T, DateTimeOffset Now)
{
    private readonly TimeZoneInfo _zone = TimeZoneInfo.FindSystemTimeZoneById(Body.Zone);

    /// <summary>Each letter in the reader's language, or in whichever it was written.</summary>
    public IReadOnlyList<WrittenLetter> Letters =>
        [.. View.Letters.GroupBy(letter => (letter.Code, letter.At)).Select(same => same.FirstOrDefault(letter => letter.Language == T.Language.Code) ?? same.First())];

    public string Say(LocalText text) => text.In(T.Language.Code).Text;

    public DateOnly? LastDay(ClockReading clock) => clock.LastDay(_zone);

    /// <summary>The last day that is in time, of the first instant that is not.</summary>
    public DateOnly Last(DateTimeOffset due) => DateOnly.FromDateTime(TimeZoneInfo.ConvertTime(due, _zone).DateTime).AddDays(-1);

    public string Moment(DateTimeOffset at) => T.InstantText(at);

    public string StateOf(ClockReading clock) => clock.EndedAt is not null ? "over" : clock.StandsStill ? "stands-still" : clock.Due <= Now ? "overdue" : "runs";

    public static StatusKind Look(string state) => state switch
    {
        "overdue" => StatusKind.Bad,
        "runs" => StatusKind.Waiting,
        "stands-still" => StatusKind.Neutral,
        _ => StatusKind.Quiet,
    };

    public string NameOf(string to) => to.Split(':', 2) switch
    {
        ["post", var post] => Body.Post(post) is { } known ? Say(known.Name) : post,
        [_, var party] => Body.Party(party) is { } known ? Say(known.Name) : party,
        _ => to,
    };

    public string NameOf(WrittenLetter letter) => Definition.Traits.Case?.Letters?.FirstOrDefault(known => known.Code == letter.Code) is { } of ? Say(of.Name) : letter.Code;
}
