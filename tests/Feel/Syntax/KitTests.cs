namespace Entente.Tests.Feel.Syntax;

public sealed class KitTests
{
    [Fact]
    public void Every_text_of_the_kit_is_read()
    {
        var texts = KitTexts.All();
        texts.Count.ShouldBeGreaterThan(4800);
        var wrong = texts.Select(text => (text, text.Read().Findings)).Where(read => read.Findings.Count > 0)
            .Select(read => $"{read.text.Model}: {read.text.Text} — {string.Join("; ", read.Findings.Select(finding => $"{finding.Code}@{finding.At.Start} {string.Join(",", finding.Facts)}"))}");
        wrong.ShouldBeEmpty();
    }
}
