namespace Entente.Bodies.Editing;

/// <summary>
/// Changes single values of a YAML text. Comments, order and layout of everything else stay letter by letter: the change is
/// made where the value stands. Null where the text is not as the change would need it; then it is changed as text.
/// </summary>
internal static class YamlEdit
{
    /// <summary>Writes a value at this place, and the keys that lead there where they are missing.</summary>
    public static string? Set(string text, IReadOnlyList<string> path, string value) => Put(text, path, flow => YamlWriting.Scalar(value, flow));

    /// <summary>Writes something as it stands: <c>[a, b]</c>, <c>true</c>, <c>{en: …}</c>.</summary>
    public static string? SetRaw(string text, IReadOnlyList<string> path, string written) => Put(text, path, _ => written);

    /// <summary>Takes a key out, with what stands under it.</summary>
    public static string? Remove(string text, IReadOnlyList<string> path)
    {
        if (YamlSpans.Read(text) is not { } root || Walk(root, [.. path.SkipLast(1)]) is not { } map || map.Find(path[^1]) is not { } entry)
            return text;
        if (map.Flow)
            return text.Remove(FlowStart(text, map, entry), FlowEnd(text, map, entry) - FlowStart(text, map, entry));
        var (start, end) = Lines(text, map, entry);
        return text.Remove(start, end - start);
    }

    /// <summary>Puts an entry before the one above it, or after the one below, with the comments that stand over it.</summary>
    public static string? Move(string text, IReadOnlyList<string> path, bool up)
    {
        if (YamlSpans.Read(text) is not { } root || Walk(root, [.. path.SkipLast(1)]) is not { Flow: false } map || map.Find(path[^1]) is not { } entry)
            return null;
        var at = map.Entries.ToList().IndexOf(entry);
        var other = at + (up ? -1 : 1);
        if (other < 0 || other >= map.Entries.Count)
            return text;
        var first = Lines(text, map, map.Entries[Math.Min(at, other)]);
        var second = Lines(text, map, map.Entries[Math.Max(at, other)]);
        var (upper, lower) = (text[first.Start..first.End], text[second.Start..second.End]);
        if (!lower.EndsWith('\n'))
            (upper, lower) = (upper.TrimEnd('\n', '\r'), lower + NewLine(text));
        return text[..first.Start] + lower + text[first.End..second.Start] + upper + text[second.End..];
    }

    /// <summary>Adds an entry of several lines, indented as its neighbours are, behind this one or as the last.</summary>
    public static string? Insert(string text, IReadOnlyList<string> path, string? behind, IReadOnlyList<string> lines)
    {
        if (YamlSpans.Read(text) is not { } root)
            return null;
        if (Walk(root, path) is not { } map)
            return path.Count == 1 && root.Find(path[0]) is null or { Value: ScalarSpan { IsMissing: true } } ? InsertNew(text, root, path[0], lines) : null;
        if (map.Flow || map.Entries.Count == 0)
            return null;
        var entry = behind is null ? map.Entries[^1] : map.Find(behind) ?? map.Entries[^1];
        var indent = Indent(text, map.Entries[0].Key.Start);
        var at = LineEnd(text, entry.End);
        return text[..at] + (at > 0 && text[at - 1] == '\n' ? "" : NewLine(text)) + string.Concat(lines.Select(line => indent + line + NewLine(text))) + text[at..];
    }

    private static string InsertNew(string text, MapSpan root, string key, IReadOnlyList<string> lines)
    {
        var block = string.Concat(lines.Select(line => "  " + line + NewLine(text)));
        if (root.Find(key) is { } blank)
        {
            var at = LineEnd(text, blank.Key.End);
            return text[..at] + (text[..at].EndsWith('\n') ? "" : NewLine(text)) + block + text[at..];
        }
        return text + (text.EndsWith('\n') ? "" : NewLine(text)) + NewLine(text) + key + ":" + NewLine(text) + block;
    }

    private static string? Put(string text, IReadOnlyList<string> path, Func<bool, string> write)
    {
        if (YamlSpans.Read(text) is not { } root)
            return null;
        var map = root;
        for (var depth = 0; depth < path.Count; depth++)
        {
            if (map.Find(path[depth]) is not { } entry)
                return Add(text, map, [.. path.Skip(depth)], write);
            if (depth == path.Count - 1)
                return Replace(text, map, entry, write(map.Flow));
            if (entry.Value is ScalarSpan { IsMissing: true })
                return Replace(text, map, entry, Nested([.. path.Skip(depth + 1)], write));
            if (entry.Value is not MapSpan inner)
                return null;
            map = inner;
        }
        return null;
    }

    private static string Replace(string text, MapSpan map, EntrySpan entry, string written)
    {
        if (entry.Value is ScalarSpan { IsMissing: true })
        {
            var colon = text.IndexOf(':', entry.Key.End);
            return text[..(colon + 1)] + " " + written + text[(colon + 1)..];
        }
        // What stood on lines of its own moves up behind its key.
        var start = entry.Value is MapSpan { Flow: false } or ListSpan && text[entry.Key.End..entry.Value.Start].Contains('\n') ? text.IndexOf(':', entry.Key.End) + 1 : entry.Value.Start;
        return text[..start] + (start == entry.Value.Start ? "" : " ") + written + text[entry.Value.End..];
    }

    private static string Add(string text, MapSpan map, IReadOnlyList<string> path, Func<bool, string> write)
    {
        if (map.Flow)
        {
            var close = map.End - 1;
            while (close > map.Start + 1 && char.IsWhiteSpace(text[close - 1]))
                close--;
            var written = $"{YamlWriting.Key(path[0])}: {(path.Count == 1 ? write(true) : Nested([.. path.Skip(1)], write))}";
            return text[..close] + (map.Entries.Count > 0 ? ", " : "") + written + text[close..];
        }
        var indent = map.Entries.Count > 0 ? Indent(text, map.Entries[0].Key.Start) : "";
        var lines = path.Select((key, depth) => indent + new string(' ', 2 * depth) + YamlWriting.Key(key) + ":" + (depth == path.Count - 1 ? " " + write(false) : "") + NewLine(text));
        var at = map.Entries.Count > 0 ? LineEnd(text, map.Entries[^1].End) : text.Length;
        return text[..at] + (at > 0 && text[at - 1] != '\n' ? NewLine(text) : "") + string.Concat(lines) + text[at..];
    }

    private static string Nested(IReadOnlyList<string> path, Func<bool, string> write) =>
        $"{{{YamlWriting.Key(path[0])}: {(path.Count == 1 ? write(true) : Nested([.. path.Skip(1)], write))}}}";

    private static MapSpan? Walk(MapSpan root, IReadOnlyList<string> path)
    {
        var map = root;
        foreach (var key in path)
        {
            if (map.Find(key)?.Value is not MapSpan inner)
                return null;
            map = inner;
        }
        return map;
    }

    // The lines of an entry with the comments directly over it.
    private static (int Start, int End) Lines(string text, MapSpan map, EntrySpan entry)
    {
        var start = LineStart(text, entry.Key.Start);
        var floor = map.Entries.TakeWhile(other => other != entry).LastOrDefault() is { } above ? LineEnd(text, above.End) : 0;
        while (start > floor && text[LineStart(text, start - 1)..(start - 1)].TrimStart().StartsWith('#'))
            start = LineStart(text, start - 1);
        return (start, LineEnd(text, entry.End));
    }

    private static int FlowStart(string text, MapSpan map, EntrySpan entry)
    {
        var at = entry.Key.Start;
        if (entry != map.Entries[0])
            while (at > map.Start + 1 && text[at - 1] != ',')
                at--;
        return entry == map.Entries[0] ? at : at - 1;
    }

    private static int FlowEnd(string text, MapSpan map, EntrySpan entry)
    {
        var at = entry.End;
        if (entry != map.Entries[0] || map.Entries.Count == 1)
            return at;
        while (at < map.End - 1 && text[at] != ',')
            at++;
        at++;
        while (at < map.End - 1 && char.IsWhiteSpace(text[at]))
            at++;
        return at;
    }

    private static int LineStart(string text, int at) => at <= 0 ? 0 : text.LastIndexOf('\n', at - 1) + 1;

    private static int LineEnd(string text, int at) => text.IndexOf('\n', Math.Min(at, text.Length)) is >= 0 and var end ? end + 1 : text.Length;

    private static string Indent(string text, int at) => new(' ', at - LineStart(text, at));

    private static string NewLine(string text) => text.Contains("\r\n", StringComparison.Ordinal) ? "\r\n" : "\n";
}

/// <summary>How values are written so that they read back as they are.</summary>
internal static class YamlWriting
{
    private const string Indicators = "-?:,[]{}#&*!|>'\"%@`";

    public static string Key(string key) => Scalar(key, flow: true);

    /// <summary>Plain where that is safe, else in single quotes. Line ends become blanks: a text is one line.</summary>
    public static string Scalar(string value, bool flow)
    {
        var line = string.Join(' ', value.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));
        return IsPlain(line, flow) ? line : $"'{line.Replace("'", "''", StringComparison.Ordinal)}'";
    }

    /// <summary>A text in several languages, beside each other.</summary>
    public static string Texts(IEnumerable<(string Language, string Text)> texts) =>
        $"{{{string.Join(", ", texts.Select(text => $"{text.Language}: {Scalar(text.Text, flow: true)}"))}}}";

    private static bool IsPlain(string line, bool flow) =>
        line.Length > 0 && !Indicators.Contains(line[0]) && line[^1] != ':'
        && line is not ("~" or "null" or "Null" or "NULL")
        && !line.Contains(": ", StringComparison.Ordinal) && !line.Contains(" #", StringComparison.Ordinal)
        && !(flow && line.AsSpan().IndexOfAny(",[]{}") >= 0) && !(flow && line.Contains(':'));
}
