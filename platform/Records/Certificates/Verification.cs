using Entente.Bodies;
using Entente.Disclosure;
using Entente.Records.Content;
using Entente.Records.Reading;
using Npgsql;

namespace Entente.Records.Certificates;

/// <summary>What anybody learns of a certificate whose number and code they hold.</summary>
/// <param name="Content">What the definition makes public; everything else in it is blank.</param>
public sealed record Verified(Body Body, PublishedDefinition Published, string Number, string? Party, DateTimeOffset IssuedAt, CertificateStanding Standing, Statement Content);

/// <summary>Looks certificates up for the public. One that is not there and one whose code is another's are the same answer.</summary>
public sealed class Verification(Readings readings, BodyCatalogue bodies, DefinitionCatalogue definitions)
{
    private const int LongestNumber = 80;

    public async Task<Verified?> Find(string? number, string? typed, CancellationToken cancel)
    {
        if (string.IsNullOrWhiteSpace(number) || number.Length > LongestNumber || number.Contains('\0', StringComparison.Ordinal) || VerificationCode.Read(typed) is not { } code)
            return null;
        var found = await readings.As<(string Body, string Code, int Version, string? Party, DateTimeOffset At, string State, CertificateStanding Standing, string Said)?>(null, Showing.Nothing("what verification shows to anybody"), async connection =>
        {
            await using var command = new NpgsqlCommand("select * from records.verified($1, $2)", connection) { Parameters = { new() { Value = number.Trim() }, new() { Value = code } } };
            await using var row = await command.ExecuteReaderAsync(cancel);
            if (!await row.ReadAsync(cancel))
                return null;
            var standing = new CertificateStanding(row.GetBoolean(5), Awaits: false, row.IsDBNull(6) ? null : row.GetFieldValue<DateOnly>(6), row.GetBoolean(7),
                [.. row.GetFieldValue<int[]>(9).Zip(row.GetFieldValue<Guid[]>(10), row.GetFieldValue<decimal[]>(11)).Zip(row.GetFieldValue<decimal[]>(12), (line, rest) => new LineLeft(line.First, line.Second, line.Third, rest))]);
            return (row.GetString(0), row.GetString(1), row.GetInt32(2), row.IsDBNull(3) ? null : row.GetString(3), row.GetFieldValue<DateTimeOffset>(4), row.GetString(13), standing, row.GetString(8));
        }, cancel);
        if (found is not var (body, definition, version, party, at, state, standing, said) || bodies.Find(body) is not { TrialOf: null } known || await definitions.Find(body, definition, version, cancel) is not { } published)
            return null;
        return new Verified(known, published, number.Trim(), party, at, standing with { Awaits = published.Definition.Workflow.Awaits(state) }, await PublicPart.Read(said, published.Definition));
    }
}
