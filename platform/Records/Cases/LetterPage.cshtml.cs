using Entente.Bodies;
using Entente.Disclosure;
using Entente.Records.Pages;
using Entente.Records.Reading;
using Microsoft.AspNetCore.Mvc;
using Npgsql;

namespace Entente.Records.Cases;

/// <summary>A letter as it was written with a decision, to be read and printed.</summary>
public sealed class LetterPage(BodyCatalogue bodies, DefinitionCatalogue definitions, Desks desks, Readings readings) : StatementPages(bodies, definitions, desks)
{
    public string Language { get; private set; } = "";

    public IReadOnlyList<string> Paragraphs { get; private set; } = [];

    public string Name { get; private set; } = "";

    /// <summary>The same letter in the body's other languages.</summary>
    public IReadOnlyList<(Guid Id, string Language)> Others { get; private set; } = [];

    public string Direction => new Said("", Language).Direction;

    public async Task<IActionResult> OnGetAsync(string body, string definition, [FromRoute] Guid statement, [FromQuery(Name = "id")] Guid letter)
    {
        if (await FindHead(body, definition, statement) is { } refused)
            return refused;
        var letters = await readings.As(Me, letters => letters.Count == 0 ? Showing.Nothing("there is no such letter") : Showing.Versions(statement).First(), connection => Read(connection, statement, letter), Cancelled);
        if (letters.FirstOrDefault(one => one.Id == letter) is not { Text: not null } found)
            return Refuse(StatusCodes.Status404NotFound);
        Language = found.Language;
        Paragraphs = found.Text.ReplaceLineEndings("\n").Split("\n\n", StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
        Name = Definition.Traits.Case?.Letters?.FirstOrDefault(known => known.Code == found.Letter) is { } of ? of.Name.In(Language).Text : found.Letter;
        Others = [.. letters.Where(one => one.Id != letter).Select(one => (one.Id, one.Language))];
        return Page();
    }

    public string NameOf(string language) => Shared.Localisation.Language.Find(language)?.OwnName ?? language;

    private async Task<List<(Guid Id, string Letter, string Language, string Text)>> Read(NpgsqlConnection connection, Guid statement, Guid letter)
    {
        await using var command = new NpgsqlCommand("""
            select l.id, l.letter, l.language, l.text from records.letter l join records.letter o on o.statement = l.statement and o.letter = l.letter and o.at = l.at and o.step = l.step
            where o.id = $1 and o.statement = $2 order by l.language
            """, connection) { Parameters = { new() { Value = letter }, new() { Value = statement } } };
        await using var row = await command.ExecuteReaderAsync(Cancelled);
        var letters = new List<(Guid, string, string, string)>();
        while (await row.ReadAsync(Cancelled))
            letters.Add((row.GetGuid(0), row.GetString(1), row.GetString(2), row.GetString(3)));
        return letters;
    }
}
