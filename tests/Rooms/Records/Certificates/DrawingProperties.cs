using Entente.Feel;
using Entente.Records.Certificates;
using Entente.Records.Content;
using FsCheck;
using FsCheck.Fluent;

namespace Entente.Tests.Rooms.Records.Certificates;

/// <summary>The decision alone: whatever rows use whatever lines, nothing passes that takes more than is left.</summary>
public sealed class DrawingProperties
{
    private static readonly Guid[] Documents = [Guid.NewGuid(), Guid.NewGuid(), Guid.NewGuid()];

    [Fact]
    public void What_passes_takes_no_more_than_is_left_and_names_only_what_counts() =>
        Prop.ForAll(Uses.ToArbitrary(), Facts.ToArbitrary(), (uses, facts) =>
        {
            var content = Content(uses);
            var faults = Drawing.Faults(CertificatesApp.Document, content, facts, "GHA", new DateOnly(2026, 3, 2));
            var fits = Drawing.Of(CertificatesApp.Document, content).GroupBy(use => (use.Certificate, use.Line))
                .All(line => facts.Named.TryGetValue(line.Key.Certificate, out var known) && known.Stands && known.ReplacedBy is null && !known.Expired(new DateOnly(2026, 3, 2))
                    && known.Lines.TryGetValue(line.Key.Line, out var balance) && line.Sum(use => use.Amount) <= balance.Rest);
            return fits == (faults.Count == 0) && faults.All(fault => fault.Blocks && fault.Row is not null);
        }).QuickCheckThrowOnFailure();

    private static Gen<(int Document, int Line, decimal Weight)[]> Uses =>
        Gen.Choose(0, 3).Zip(Gen.Choose(0, 3)).Zip(Gen.Choose(-1, 40)).Select(use => (use.Item1.Item1, use.Item1.Item2, (decimal)use.Item2 / 2)).ArrayOf();

    private static Gen<CertificateFacts> Facts =>
        Gen.Choose(0, 60).ArrayOf(6).Zip(Gen.Choose(0, 5).ArrayOf(3)).Select(drawn =>
            new CertificateFacts(Documents.Index().ToDictionary(document => document.Item, document => Known(document.Item, drawn.Item2[document.Index], drawn.Item1[(2 * document.Index)..(2 * document.Index + 2)])), null));

    private static KnownCertificate Known(Guid id, int what, int[] left) => new(id, "document", "JPN", what != 0, what == 1 ? new DateOnly(2026, 3, 1) : null, what == 2 ? Guid.NewGuid() : null,
        left.Index().ToDictionary(line => line.Index + 1, line => new Balance(Guid.NewGuid(), 30, 30 - Math.Min(30, line.Item / 2m))));

    private static Statement Content((int Document, int Line, decimal Weight)[] uses)
    {
        var content = new Statement(CertificatesApp.Document);
        var section = content.Definition.Section("sources")!;
        foreach (var (document, line, weight) in uses)
        {
            var row = Row.Of(section, Guid.NewGuid());
            row[section, "document"] = document < Documents.Length ? Answer.Of(Value.Of(Documents[document].ToString())) : Answer.Of(Value.Of(Guid.NewGuid().ToString()));
            row[section, "line"] = Answer.Of(Value.Of(line));
            row[section, "weight"] = Answer.Of(Value.Of(weight));
            content.Rows("sources").Add(row);
        }
        return content;
    }
}
