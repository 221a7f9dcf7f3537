namespace Entente.Bodies.Loading;

/// <summary>YAML indents with spaces; a tab there gives an error elsewhere that nobody understands.</summary>
internal static class YamlTabs
{
    public static (string Text, bool HadTabs) Replace(string text, FileFindings findings)
    {
        if (!text.Contains('\t', StringComparison.Ordinal))
            return (text, false);
        var lines = text.Split('\n');
        var found = false;
        for (var at = 0; at < lines.Length; at++)
        {
            var indent = lines[at].Length - lines[at].AsSpan().TrimStart(" \t").Length;
            var tab = lines[at].AsSpan(0, indent).IndexOf('\t');
            if (tab < 0 || lines[at].AsSpan(indent).Trim().IsEmpty)
                continue;
            findings.Add(new Place(at + 1, tab + 1), "tab", "The line is indented with a tab.", "Use spaces, two for each level.");
            lines[at] = lines[at][..indent].Replace("\t", "  ", StringComparison.Ordinal) + lines[at][indent..];
            found = true;
        }
        return (string.Join('\n', lines), found);
    }
}
