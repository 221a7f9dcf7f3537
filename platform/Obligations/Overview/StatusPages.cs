using System.Globalization;
using Entente.Bodies;
using Entente.Records;
using Entente.Shared.Components;
using Microsoft.AspNetCore.WebUtilities;

namespace Entente.Obligations.Overview;

/// <summary>A page about the status of a body. What is chosen stands in the address, so that a link to it is a link to what one sees.</summary>
public abstract class StatusPages(BodyCatalogue bodies, DefinitionCatalogue definitions, StatusReading reading, TimeProvider time) : BodyPage(bodies)
{
    protected StatusReading Reading { get; } = reading;

    public int Year { get; private set; }

    /// <summary>Those for which the reader sees anything.</summary>
    public IReadOnlyList<int> Years { get; private set; } = [];

    /// <summary>Null: as known now.</summary>
    public DateTimeOffset? KnownAt { get; private set; }

    public ListState State { get; private set; } = null!;

    public StatusAsked Asked { get; private set; } = null!;

    public string StatusAddress => $"{BodyAddress}/status";

    /// <summary>Finds the body and what is asked; false leads to "not found", for a body that is not there and for one that shows this reader nothing.</summary>
    protected async Task<bool> Ask(string code, params string[] sortable)
    {
        if (!Find(code))
            return false;
        State = ListState.Of(Request, sortable);
        Years = await Reading.Years(Me, code, Cancelled);
        if (Years.Count == 0 && Me?.In(code).Any() != true)
            return false;
        var today = Body.Today(time);
        Year = int.TryParse(State.Filter("year"), NumberStyles.None, CultureInfo.InvariantCulture, out var year) && year is >= 1900 and <= 2999 ? year
            : Years.FirstOrDefault(one => one <= today.Year, today.Year);
        KnownAt = Known(State.Filter("known"));
        var duty = DutyKey.Parse(Plain("duty"));
        Asked = StatusAsked.Year(code, Year) with { Parties = Chosen(today), Definition = duty?.Definition ?? Plain("definition"), Requirement = duty?.Requirement, KnownAt = KnownAt };
        return true;
    }

    public IEnumerable<Option> YearOptions => Years.Append(Year).Distinct().OrderDescending().Select(year => new Option(year.ToString(CultureInfo.InvariantCulture), year.ToString(CultureInfo.InvariantCulture)));

    public IEnumerable<Option> PartyOptions => Body.Parties.Select(party => new Option(party.Code, Say(party.Name).Text, Search: party.Code)).OrderBy(option => option.Text, T.Alphabet);

    public IEnumerable<Option> GroupOptions => Body.Groupings.SelectMany(grouping => grouping.Groups).Select(group => new Option(group.Code, Say(group.Name).Text));

    public IEnumerable<Option> DefinitionOptions => definitions.All(Body.Code).Where(published => published.Definition.Kind is Bodies.Definitions.DefinitionKind.Return or Bodies.Definitions.DefinitionKind.Register)
        .Select(published => new Option(published.Definition.Code, Say(published.Definition.Name).Text));

    public string PartyName(string code) => Body.Party(code) is { } party ? Say(party.Name).Text : code;

    /// <summary>What an obligation is called: by its requirement, else by its definition.</summary>
    public string Name(DutyKey duty, Called? called) => Name(duty, called, T.Language.Code);

    protected string Name(DutyKey duty, Called? called, string language) =>
        (called?.Title ?? definitions.Find(Body.Code, duty.Definition)?.Definition.Name)?.In(language).Text ?? duty.Definition;

    /// <summary>The same page with other choices; null takes a choice away.</summary>
    public string With(params (string Name, string? Value)[] other) => Address(Request.Path, other);

    /// <summary>Another page of the status with the choices of this one.</summary>
    public string Address(string path, params (string Name, string? Value)[] other)
    {
        var query = Request.Query.Where(pair => pair.Key is "year" or "party" or "group" or "definition" or "duty" or "known" && pair.Value.ToString().Length > 0)
            .ToDictionary(pair => pair.Key, pair => (string?)pair.Value.ToString(), StringComparer.Ordinal);
        query["year"] = Year.ToString(CultureInfo.InvariantCulture);
        foreach (var (name, value) in other)
            query[name] = value;
        return QueryHelpers.AddQueryString(path, query.Where(pair => pair.Value is not null));
    }

    // texts: obligations.outcome.*
    public string Say(Outcome outcome) => T[$"obligations.outcome.{Word(outcome)}"];

    public static string Word(Outcome outcome) => outcome switch
    {
        Outcome.OnTime => "on-time",
        Outcome.Late => "late",
        Outcome.Missing => "missing",
        Outcome.ToCome => "to-come",
        _ => "not-applicable",
    };

    public static Outcome? Parse(string? word) => Enum.GetValues<Outcome>().Cast<Outcome?>().FirstOrDefault(outcome => Word(outcome!.Value) == word);

    public static StatusKind Look(Outcome outcome) => outcome switch
    {
        Outcome.OnTime => StatusKind.Good,
        Outcome.Late => StatusKind.Waiting,
        Outcome.Missing => StatusKind.Bad,
        _ => StatusKind.Quiet,
    };

    // The database takes no text with a sign of control in it.
    private string? Plain(string name) => State.Filter(name) is { } text && !text.Any(char.IsControl) ? text : null;

    // A party of the address, or those of a group on the last day of the year: groups are asked of the year that is shown.
    private List<string>? Chosen(DateOnly today)
    {
        if (Plain("party") is { } party)
            return [party];
        if (State.Filter("group") is not { } group)
            return null;
        var last = new DateOnly(Year, 12, 31);
        return [.. Body.Members(last < today ? last : today).Where(member => member.Membership.Groups.Contains(group, StringComparer.Ordinal)).Select(member => member.Party.Code)];
    }

    // A day means its end where the body is; an instant means itself. What is to come is not known yet.
    private DateTimeOffset? Known(string? text)
    {
        var zone = TimeZoneInfo.FindSystemTimeZoneById(Body.Zone);
        DateTimeOffset? at = DateOnly.TryParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day) && day < DateOnly.MaxValue
            ? new DateTimeOffset(TimeZoneInfo.ConvertTimeToUtc(day.AddDays(1).ToDateTime(default), zone), TimeSpan.Zero)
            : DateTimeOffset.TryParseExact(text, "yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var instant) ? instant : null;
        return at < time.GetUtcNow() ? at : null;
    }
}
