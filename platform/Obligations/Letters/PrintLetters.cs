using Dapper;
using Entente.Bodies;
using Entente.Shared.Data;
using Entente.Shared.Jobs;
using Entente.Shared.Localisation;
using Entente.Shared.Paper;
using Npgsql;

namespace Entente.Obligations.Letters;

/// <summary>Makes the PDFs of a mailing, one after the other; what was printed before it was stopped stays printed.</summary>
public sealed class PrintLetters(Database database, Press press, BodyCatalogue bodies, Texts texts, TimeProvider time)
{
    public sealed record Asked(Guid Mailing);

    public async Task Print(Asked asked, CancellationToken stop)
    {
        // Where there is no press pages are printed from the browser, and nobody waits for a PDF.
        while (press.Present && await Next(asked.Mailing, stop) is { } letter)
        {
            var words = texts.WordsIn(letter.Language);
            var body = bodies.Find(letter.Body) ?? throw new PermanentFailure($"The body {letter.Body} is gone.");
            var pdf = await press.Print(LetterSheet.Of(letter, body, words), letter.MadeAt, stop);
            await database.Write(connection => connection.ExecuteAsync("insert into obligations.letter_paper (letter, pdf, made_at) values (@Id, @pdf, @now) on conflict (letter) do nothing",
                new { letter.Id, pdf, now = time.GetUtcNow() }), stop);
        }
    }

    private async Task<Letter?> Next(Guid mailing, CancellationToken stop)
    {
        await using var connection = await database.OpenWriter(stop);
        await using var command = new NpgsqlCommand($"select {Letter.Columns} from obligations.letter l where l.mailing = $1 and not exists (select from obligations.letter_paper p where p.letter = l.id) order by l.party limit 1", connection) { Parameters = { new() { Value = mailing } } };
        await using var rows = await command.ExecuteReaderAsync(stop);
        return await rows.ReadAsync(stop) ? Letter.Read(rows) : null;
    }
}
