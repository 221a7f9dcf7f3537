using YamlDotNet.Core;
using YamlDotNet.Core.Events;

namespace Entente.Bodies.Editing;

/// <summary>A part of a YAML text and where it stands: from the first letter to behind the last.</summary>
internal abstract record YamlSpan(int Start, int End);

internal sealed record ScalarSpan(int Start, int End, string Value) : YamlSpan(Start, End)
{
    /// <summary>Nothing stands there.</summary>
    public bool IsMissing => Start == End;
}

internal sealed record ListSpan(int Start, int End) : YamlSpan(Start, End);

/// <param name="Flow">Written in braces on one line.</param>
internal sealed record MapSpan(int Start, int End, bool Flow, IReadOnlyList<EntrySpan> Entries) : YamlSpan(Start, End)
{
    public EntrySpan? Find(string key) => Entries.FirstOrDefault(entry => entry.Key.Value == key);
}

internal sealed record EntrySpan(ScalarSpan Key, YamlSpan Value)
{
    public int End => Math.Max(Key.End, Value.End);
}

/// <summary>Finds the parts of a YAML text, so that one of them can be changed and everything else stays as it was written.</summary>
internal static class YamlSpans
{
    /// <summary>Null where the text cannot be read as keys and values.</summary>
    public static MapSpan? Read(string text)
    {
        try
        {
            var parser = new Parser(new StringReader(text));
            parser.Consume<StreamStart>();
            if (parser.Accept<StreamEnd>(out _))
                return new MapSpan(text.Length, text.Length, false, []);
            parser.Consume<DocumentStart>();
            return Node(parser, text) as MapSpan;
        }
        catch (Exception problem) when (problem is YamlException or InvalidOperationException)
        {
            return null;
        }
    }

    private static YamlSpan Node(Parser parser, string text)
    {
        if (parser.TryConsume<Scalar>(out var scalar))
            return Scalar(scalar, text);
        if (parser.TryConsume<SequenceStart>(out var sequence))
            return List(parser, text, sequence);
        return Map(parser, text, parser.Consume<MappingStart>());
    }

    private static ScalarSpan Scalar(Scalar scalar, string text)
    {
        var (start, end) = ((int)scalar.Start.Index, Math.Min((int)scalar.End.Index, text.Length));
        while (end > start && char.IsWhiteSpace(text[end - 1]))
            end--;
        return new ScalarSpan(start, end, scalar.Value);
    }

    // The parser says where the bracket stands, and not always what comes behind it.
    private static int Behind(string text, int at, char bracket) => at < text.Length && text[at] == bracket ? at + 1 : at;

    private static ListSpan List(Parser parser, string text, SequenceStart begin)
    {
        var end = (int)begin.Start.Index;
        SequenceEnd closing;
        while (!parser.TryConsume(out closing!))
            end = Node(parser, text).End;
        return new ListSpan((int)begin.Start.Index, begin.Style == SequenceStyle.Flow ? Behind(text, (int)closing.Start.Index, ']') : end);
    }

    private static MapSpan Map(Parser parser, string text, MappingStart begin)
    {
        var entries = new List<EntrySpan>();
        MappingEnd closing;
        while (!parser.TryConsume(out closing!))
        {
            var key = Node(parser, text);
            var value = Node(parser, text);
            if (key is ScalarSpan name)
                entries.Add(new EntrySpan(name, value));
        }
        var flow = begin.Style == MappingStyle.Flow;
        return new MapSpan((int)begin.Start.Index, flow ? Behind(text, (int)closing.Start.Index, '}') : entries.Count > 0 ? entries[^1].End : (int)begin.Start.Index, flow, entries);
    }
}
