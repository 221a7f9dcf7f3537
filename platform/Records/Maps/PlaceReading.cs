using Entente.Bodies;
using Entente.Bodies.Definitions;
using Entente.Disclosure;
using Entente.Records.Content;
using Entente.Records.Reading;
using Entente.Records.Registers;
using Entente.Records.Tables;
using Npgsql;

namespace Entente.Records.Maps;

/// <summary>Where something of a statement lies.</summary>
/// <param name="Field">What the field is called that says so, where a statement may have several.</param>
public sealed record PlaceOf(Guid Statement, Field Field, Answer Answer);

/// <summary>Where statements lie that a reader was shown in a list: the same statements, and of them only what that reader may read.</summary>
public sealed class PlaceReading(Readings readings, DefinitionCatalogue definitions)
{
    /// <summary>Whether there is anything to be laid on a map at all.</summary>
    public bool Has(PublishedDefinition published) => Located.In(definitions, published).Count > 0;

    /// <param name="moment">Of a register, the day and what was known; null for everything else.</param>
    public Task<IReadOnlyList<PlaceOf>> Of(Person? reader, PublishedDefinition published, IReadOnlyCollection<Guid> statements, Moment? moment, DateOnly today, CancellationToken cancel) =>
        readings.As(reader, found => Showing.List(found.Select(place => place.Statement)), async connection =>
        {
            var places = new List<PlaceOf>();
            foreach (var located in Located.In(definitions, published))
            {
                var said = await Said(connection, published, located, statements, moment, cancel);
                places.AddRange(located.Entry is { } entry ? await Named(connection, entry.Register, entry.Section, entry.Field, said, moment?.Day ?? today, cancel) : said.Where(one => Spot.Of(one.Answer) is not null));
            }
            return (IReadOnlyList<PlaceOf>)places;
        }, cancel);

    private static async Task<List<PlaceOf>> Said(NpgsqlConnection connection, PublishedDefinition published, Located located, IReadOnlyCollection<Guid> statements, Moment? moment, CancellationToken cancel)
    {
        var (said, field) = (new List<PlaceOf>(), located.Section.Fields[located.Field]);
        if (moment is null)
            await foreach (var (statement, row) in StatementRows.Now(connection, published, located.Section, statements, new HashSet<string>(StringComparer.Ordinal) { field.Code }, cancel))
                said.Add(new PlaceOf(statement, field, row.Answers[located.Field]));
        else
            await foreach (var entry in RegisterReading.Stream(connection, published, located.Section, moment.Day, moment.Known, null, statements, cancel))
                said.Add(new PlaceOf(entry.Statement, field, entry.Row.Answers[located.Field]));
        return said;
    }

    // What is named lies where its own entry says so, as far as the reader reads that one too.
    private static async Task<IEnumerable<PlaceOf>> Named(NpgsqlConnection connection, PublishedDefinition register, Section section, int field, List<PlaceOf> said, DateOnly day, CancellationToken cancel)
    {
        var named = said.Where(one => one.Answer.HasValue).Select(one => (One: one, Entry: Guid.TryParse(one.Answer.Value.AsText, out var entry) ? entry : Guid.Empty)).ToList();
        var where = new Dictionary<Guid, Answer>();
        if (named.Count > 0)
            await foreach (var entry in RegisterReading.Stream(connection, register, section, day, null, null, [.. named.Select(one => one.Entry).Distinct()], cancel))
                where[entry.Statement] = entry.Row.Answers[field];
        return [.. named.Where(one => where.TryGetValue(one.Entry, out var answer) && Spot.Of(answer) is not null).Select(one => one.One with { Answer = where[one.Entry] })];
    }
}
