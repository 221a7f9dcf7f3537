using Entente.Bodies;
using Entente.Bodies.Definitions;
using Entente.Disclosure;
using Entente.Records.Content;
using Entente.Records.Interchange;
using Entente.Records.Reading;
using Entente.Records.Registers;
using Entente.Shared.Localisation;

namespace Entente.Records.Api;

/// <summary>Programs too may name an entry as people call it; what is kept is its id.</summary>
internal static class NamedEntries
{
    /// <returns>The names that no entry has, or several.</returns>
    public static async Task<IReadOnlyList<Fault>> Read(HttpContext context, Person reader, Body body, PublishedDefinition published, Submission submission)
    {
        Statement[] said = [submission.Content, .. submission.GoesOn is { } on ? [on] : Array.Empty<Statement>(), .. submission.Parts.Select(part => part.Content)];
        var named = said.SelectMany(Named).ToList();
        if (named.Count == 0)
            return [];
        var services = context.RequestServices;
        var today = body.Today(services.GetRequiredService<TimeProvider>());
        var day = submission.Period?.Until?.AddDays(-1) is { } last && last < today ? last : today;
        HashSet<string> asked = [.. named.Select(one => one.Row.Answers[one.At].Value.AsText)];
        var cells = await services.GetRequiredService<Readings>().As(reader, Showing.Nothing("how cells are read"), connection =>
            EntriesToName.Cells(connection, services.GetRequiredService<DefinitionCatalogue>(), body, published.Definition, day, asked, context.RequestAborted), context.RequestAborted);
        var faults = new List<Fault>();
        foreach (var (section, row, number, at) in named)
        {
            var reading = cells.Name(section.Fields[at], row.Answers[at], Language.English);
            row.Answers[at] = reading.Answer;
            if (reading.At(section.Code, null, number, section.Fields[at].Code) is { } fault)
                faults.Add(fault);
        }
        return faults;
    }

    private static IEnumerable<(Section Section, Row Row, long? Number, int At)> Named(Statement content) =>
        from section in content.Definition.Sections
        from place in (section.IsTable ? content.Rows(section.Code) : [content.Fields(section.Code)]).Index()
        from at in Enumerable.Range(0, section.Fields.Count)
        where CellText.IsNamed(section.Fields[at], place.Item.Answers[at])
        select (section, place.Item, section.IsTable ? (long?)place.Index + 1 : null, at);
}
