using Entente.Bodies;
using Entente.Disclosure;
using Entente.Records.Reading;
using Microsoft.AspNetCore.Mvc;
using Npgsql;

namespace Entente.Records.Pages;

/// <summary>What was received: the commitment names the content without showing it.</summary>
public sealed record Receipt(Guid Statement, int Number, DateTimeOffset At, string? By, string Commitment)
{
    /// <summary>Short enough for a letter: the statement and the version.</summary>
    public string Reference => $"{Statement}/{Number}";
}

/// <summary>The receipt of a submitted version, to keep and to print.</summary>
public sealed class ReceiptPage(BodyCatalogue bodies, DefinitionCatalogue definitions, Desks desks, Readings readings, People people) : StatementPages(bodies, definitions, desks)
{
    public Receipt Receipt { get; private set; } = null!;

    public bool JustDone { get; private set; }

    public async Task<IActionResult> OnGetAsync(string body, string definition, Guid id, int number)
    {
        if (await FindHead(body, definition, id) is { } refused)
            return refused;
        if (await readings.As(Me, Showing.At(id), connection => Read(connection, id, number), Cancelled) is not var (at, by, commitment))
            return Refuse(StatusCodes.Status404NotFound);
        var person = by is { } known ? (await people.Find(known, Cancelled))?.Name : null;
        Receipt = new Receipt(id, number, at, person, commitment);
        JustDone = Request.Query["done"] == "1";
        return Page();
    }

    private async Task<(DateTimeOffset At, Guid? By, string Commitment)?> Read(NpgsqlConnection connection, Guid id, int number)
    {
        await using var command = new NpgsqlCommand("select made_at, made_by, encode(commitment, 'hex') from records.version where statement = $1 and number = $2", connection) { Parameters = { new() { Value = id }, new() { Value = number } } };
        await using var row = await command.ExecuteReaderAsync(Cancelled);
        return await row.ReadAsync(Cancelled) ? (row.GetFieldValue<DateTimeOffset>(0), row.IsDBNull(1) ? null : row.GetGuid(1), row.GetString(2)) : null;
    }
}
