namespace Entente.Bodies;

/// <summary>
/// An organisation of States or of administrations as its folder describes it: its names, who belongs to it and
/// as what, which posts there are and what they allow, and the code lists it uses. A published body never changes.
/// </summary>
public sealed record Body(
    string Code,
    LocalText Name,
    LocalText ShortName,
    LocalText About,
    IReadOnlyList<string> Languages,
    string Zone,
    string Website,
    IReadOnlyList<Audience> Audiences,
    IReadOnlyList<Standing> Standings,
    IReadOnlyList<Grouping> Groupings,
    IReadOnlyList<Post> Posts,
    IReadOnlyList<Party> Parties,
    IReadOnlyList<CodeList> Lists)
{
    /// <summary>The body that this is a test space of; null: it is a body in earnest.</summary>
    public string? TrialOf { get; init; }

    /// <summary>For a test space, the parties that were asked to try it; null: all.</summary>
    public IReadOnlyList<string>? TrialParties { get; init; }

    /// <summary>What the body keeps about each party beside the usual; null: nothing. Values are in <see cref="Membership.Values"/>.</summary>
    public IReadOnlyList<ListColumn>? PartyColumns { get; init; }

    /// <summary>Codes that rules may compare a party with although it is none, or not yet; null: none.</summary>
    public IReadOnlyList<string>? OtherParties { get; init; }

    /// <summary>The letters that the body's people send to many parties at once; null: none.</summary>
    public IReadOnlyList<LetterTemplate>? Letters { get; init; }

    /// <summary>When people are reminded of what is due, where a definition does not say; null: <see cref="Definitions.Reminders.Usual"/>.</summary>
    public IReadOnlyList<int>? Remind { get; init; }

    /// <summary>How the body assesses what parties did about what they owe; null: it does not.</summary>
    public Assessment? Assessment { get; init; }

    /// <summary>What the body's law says about data on persons; null: <see cref="PersonalData.Usual"/>.</summary>
    public PersonalData? PersonalData { get; init; }

    /// <summary>The day it is in the body's own zone: memberships and deadlines turn there, not where the reader is.</summary>
    public DateOnly Today(TimeProvider time) => DayOf(time.GetUtcNow());

    public DateOnly DayOf(DateTimeOffset moment) => DateOnly.FromDateTime(TimeZoneInfo.ConvertTime(moment, TimeZoneInfo.FindSystemTimeZoneById(Zone)).DateTime);

    public Party? Party(string code) => Parties.FirstOrDefault(party => party.Code == code);

    public Standing? Standing(string code) => Standings.FirstOrDefault(standing => standing.Code == code);

    public Group? Group(string code) => Groupings.SelectMany(grouping => grouping.Groups).FirstOrDefault(group => group.Code == code);

    /// <summary>Whether this party declares for a group of others.</summary>
    public bool IsUnion(string party) => Groupings.SelectMany(grouping => grouping.Groups).Any(group => group.Union == party);

    /// <summary>For whom a union declares on this day; itself is not among them.</summary>
    public IEnumerable<Party> MembersOf(string union, DateOnly day) =>
        Members(day).Where(member => member.Party.Code != union && member.Membership.Groups.Any(code => Group(code)?.Union == union)).Select(member => member.Party);

    public Post? Post(string code) => Posts.FirstOrDefault(post => post.Code == code);

    public CodeList? List(string code) => Lists.FirstOrDefault(list => list.Code == code);

    /// <summary>Who belongs to the body on this day, with what they are that day.</summary>
    public IEnumerable<(Party Party, Membership Membership)> Members(DateOnly day)
    {
        foreach (var party in Parties)
        {
            if (party.On(day) is { } membership)
                yield return (party, membership);
        }
    }

    /// <summary>The parties that belong to this audience on this day by what they are.</summary>
    public IEnumerable<Party> In(string audience, DateOnly day) =>
        Members(day).Where(member => Standing(member.Membership.Standing)!.Audiences.Contains(audience, StringComparer.Ordinal)).Select(member => member.Party);
}

/// <summary>What is kept about persons.</summary>
/// <param name="Erase">Whether somebody may ask to be erased.</param>
/// <param name="AfterMonths">How long after the last post.</param>
/// <param name="ReadingsMonths">How long it is kept who read what.</param>
public sealed record PersonalData(bool Erase, int AfterMonths, int ReadingsMonths)
{
    public static PersonalData Usual { get; } = new(Erase: false, AfterMonths: 0, ReadingsMonths: 24);

    public static PersonalData Of(Body body) => body.PersonalData ?? Usual;
}

/// <summary>A set of parties that something can be shown to: the parties, the members, everybody at the table.</summary>
public sealed record Audience(string Code, LocalText Name);

/// <summary>What a party can be to the body (contracting party, signatory, observer …) and so to whom it belongs.</summary>
public sealed record Standing(string Code, LocalText Name, IReadOnlyList<string> Audiences);

/// <summary>A way of dividing the parties: by region, by panel, by customs union.</summary>
public sealed record Grouping(string Code, LocalText Name, Share EachPartyIn, IReadOnlyList<Group> Groups);

/// <summary>In how many groups of one grouping a party may be at a time.</summary>
public enum Share { Any, AtMostOne, ExactlyOne }

public sealed record Group(string Code, LocalText Name)
{
    /// <summary>The party that declares for all of this group; null: none does.</summary>
    public string? Union { get; init; }
}

/// <summary>
/// A function that people hold, for a party or for the body itself, and what it allows. A term limits how long
/// one person holds it; a post that is to be reconfirmed falls due that many months after it was last confirmed.
/// </summary>
public sealed record Post(string Code, LocalText Name, PostFor For, IReadOnlyList<Right> Rights, Term? Term, int? ReconfirmAfterMonths);

public enum PostFor { Party, Body }

/// <summary>How many months one holding lasts, and how many in a row the same person may have.</summary>
public sealed record Term(int Months, int? InARow);
