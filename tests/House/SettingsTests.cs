using System.Text.RegularExpressions;

namespace Entente.Tests.House;

public sealed partial class SettingsTests
{
    [Fact]
    public void Every_setting_stands_in_the_administrators_table()
    {
        var handbook = Tree.Read("docs/operations.md");
        var settings = Tree.Files("platform", ".cs").Concat(Tree.Files("client", ".cs")).Append("entente")
            .SelectMany(file => Setting().Matches(Tree.Read(file))).Select(match => match.Value).Distinct().ToList();
        settings.Count.ShouldBeGreaterThan(8);
        settings.Where(setting => !handbook.Contains($"`{setting}`", StringComparison.Ordinal)).ShouldBeEmpty();
    }

    [GeneratedRegex(@"\b(ENTENTE|OTEL)_[A-Z_]+[A-Z]\b", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Setting();
}
