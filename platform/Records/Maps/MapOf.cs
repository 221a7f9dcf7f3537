using Entente.Records.Content;
using Entente.Records.Interchange;
using Entente.Shared.Components;
using Entente.Shared.Localisation;
using Field = Entente.Bodies.Definitions.Field;

namespace Entente.Records.Maps;

/// <summary>What a list shows of a statement, for its mark and its line.</summary>
public sealed record Listed(Guid Statement, string Name, string? About, string Address);

/// <summary>A list as a map.</summary>
/// <param name="Without">How many of the list say no place that the reader may see.</param>
/// <param name="IsCut">The list goes on beyond what a map has room for.</param>
public sealed record MapOfList(PlaceMap Map, int Without, bool IsCut);

/// <summary>Makes maps of what was declared.</summary>
internal static class MapOf
{
    /// <summary>More marks than these say nothing on a map, and more lines weigh too much on a page.</summary>
    public const int Most = 500;

    /// <param name="party">What the second column is called; null where all are of one.</param>
    public static MapOfList List(string title, string name, string? party, IReadOnlyList<Listed> listed, IReadOnlyList<PlaceOf> places, bool cut, Words t)
    {
        var of = places.ToLookup(place => place.Statement);
        var several = places.Select(place => place.Field.Code).Distinct(StringComparer.Ordinal).Count() > 1;
        var marks = listed.SelectMany(one => of[one.Statement].Select(place => Mark(several ? $"{one.Name} · {place.Field.Name.In(t.Language.Code).Text}" : one.Name, place.Answer, t, party is null ? one with { About = null } : one)));
        return new MapOfList(new PlaceMap(title, name, party, [.. marks.OfType<MapPlace>()]), listed.Count(one => !of[one.Statement].Any()), cut);
    }

    /// <summary>What one statement says of places; null where it says nothing of any.</summary>
    public static PlaceMap? One(IEnumerable<(Field Field, Answer Answer)> answers, Words t)
    {
        var places = answers.Where(one => one.Field.Type == Bodies.Definitions.FieldType.Place).Select(one => Mark(one.Field.Name.In(t.Language.Code).Text, one.Answer, t, null)).OfType<MapPlace>().Take(Most).ToList();
        return places.Count == 0 ? null : new PlaceMap(places.Select(place => place.Name).Distinct(StringComparer.Ordinal).ToList() is [var only] ? only : t["places.map"], t["places.map"], null, places);
    }

    /// <summary>The same of a version, as far as its reader is shown it.</summary>
    public static PlaceMap? One(Views.Declared declared, Words t) =>
        One(declared.Sections.SelectMany(part => (part.Fields is { } only ? [only] : part.Rows.Select(row => row.Row)).SelectMany(row => part.Shown.Select(place => (part.Section.Fields[place], row.Answers[place])))), t);

    private static MapPlace? Mark(string name, in Answer answer, Words t, Listed? of) =>
        Spot.Of(answer) is var (latitude, longitude) ? new MapPlace(name, latitude, longitude, CellPlaces.Show(answer.Value, t.Language), of?.Address) { About = of?.About } : null;
}
