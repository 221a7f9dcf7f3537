using Entente.Bodies;
using Entente.Obligations;
using Entente.Shared.Web;
using Entente.Shared.Work;

namespace Entente.Workspace;

/// <summary>What waits for the signed-in person, asked of every room, the most urgent first.</summary>
public sealed class MyWorkspace(BodyCatalogue catalogue, DefinitionCatalogue definitions, IEnumerable<WorkSource> sources, Owed owed, TimeProvider time) : RoomPage
{
    /// <summary>How many messages stand open; the older ones are one step away.</summary>
    public const int Latest = 8;

    /// <summary>Of one form so many stand open; a week that fell into its days gives seven in place of one.</summary>
    private const int MostAlike = 3;

    /// <summary>So many days ahead what is due stands open; the rest is one step away.</summary>
    private const int Soon = 30;

    public ILookup<WorkKind, WorkItem> Work { get; private set; } = null!;

    /// <summary>What one's parties owe to all their bodies, the most urgent first: over the day, soon, later.</summary>
    public IReadOnlyList<OwedItem> Late { get; private set; } = [];

    public IReadOnlyList<OwedItem> Near { get; private set; } = [];

    public IReadOnlyList<OwedItem> Later { get; private set; } = [];

    /// <summary>Whether anything could be owed by this person's parties at all.</summary>
    public bool Declares => Me!.Holdings.Any(holding => holding.Party is not null);

    public async Task OnGetAsync()
    {
        var work = new List<WorkItem>();
        foreach (var source in sources)
            work.AddRange(await source(Me!, Cancelled));
        var items = await owed.Of(Me!, Cancelled);
        var near = time.GetUtcNow().AddDays(Soon);
        Late = [.. items.Where(owed.IsLate)];
        Near = [.. items.Where(item => !owed.IsLate(item) && item.DueAt < near)];
        Later = [.. items.Where(item => !owed.IsLate(item) && !(item.DueAt < near))];
        Work = work.OrderBy(item => item.Due ?? DateTimeOffset.MaxValue).ToLookup(item => item.Kind);
    }

    /// <summary>What is declared in the bodies this person has a post in: where one begins.</summary>
    public IReadOnlyList<(Body Body, IReadOnlyList<PublishedDefinition> Definitions)> Declarations =>
        [.. Me!.Holdings.Select(holding => BodyOf(holding.Body)).OfType<Body>().Distinct()
            .Select(body => (body, (IReadOnlyList<PublishedDefinition>)[.. definitions.All(body.Code).Where(published => !published.Withdrawn)]))
            .Where(one => one.Item2.Count > 0)];

    public string NameOf(OwedItem item) => (item.Called?.Title ?? definitions.Find(item.Body, item.Definition)?.Definition.Name)?.In(T.Language.Code).Text ?? item.Definition;

    /// <summary>What is declared, whichever period or requirement it is for.</summary>
    public string FormOf(OwedItem item) => definitions.Find(item.Body, item.Definition)?.Definition.Name.In(T.Language.Code).Text ?? item.Definition;

    /// <summary>In their order; of a form that is owed many times the first stand open, and its others come together after all that do.</summary>
    public static (IReadOnlyList<OwedItem> Open, IReadOnlyList<IReadOnlyList<OwedItem>> More) Together(IReadOnlyList<OwedItem> items)
    {
        var more = items.GroupBy(item => (item.Body, item.Party, item.Definition)).Where(form => form.Count() > MostAlike + 1).Select(form => (IReadOnlyList<OwedItem>)[.. form.Skip(MostAlike)]).ToList();
        return ([.. items.Except(more.SelectMany(form => form))], more);
    }

    /// <summary>Why it is owed. What the definition is about stands on its page; here only a reason of one's own.</summary>
    public IEnumerable<Said> Why(OwedItem item) => item.Reason?.Says is not null && definitions.Find(item.Body, item.Definition) is { } published ? Explained.Why(item.Reason, published.Definition, T) : [];

    /// <summary>The party, where one declares for several in the body.</summary>
    public LocalText? PartyOf(OwedItem item) => Me!.In(item.Body).Select(holding => holding.Party).OfType<string>().Distinct(StringComparer.Ordinal).Count() > 1 ? BodyOf(item.Body)?.Party(item.Party)?.Name : null;

    /// <summary>How many days are left in the body's own zone; negative when it is over.</summary>
    public int DaysLeft(OwedItem item) => item.DueOn is { } due && BodyOf(item.Body) is { } body ? due.DayNumber - body.Today(time).DayNumber : 0;

    public bool IsMine(OwedItem item) => item.GivenTo == Me!.Id;

    /// <summary>Texts of a body come in all its languages, because a source of work does not know who reads.</summary>
    public (string, object?)[] Said(IEnumerable<(string Name, object? Value)> values) =>
        [.. values.Select(value => (value.Name, value.Value is LocalText text ? text.In(T.Language.Code).Text : value.Value))];

    /// <summary>Deadlines are said in the time of the body.</summary>
    public DateOnly DayOf(string? code, DateTimeOffset due) =>
        DateOnly.FromDateTime((BodyOf(code) is { } body ? TimeZoneInfo.ConvertTimeBySystemTimeZoneId(due, body.Zone) : due).DateTime);

    public Body? BodyOf(string? code) => code is null ? null : catalogue.Find(code);
}
