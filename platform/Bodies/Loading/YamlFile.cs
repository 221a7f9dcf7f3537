using YamlDotNet.Core;
using YamlDotNet.Core.Events;

namespace Entente.Bodies.Loading;

/// <summary>
/// Reads YAML strictly: no anchors, aliases or tags (one file must read the same for everybody), no key twice,
/// no tabs, one document.
/// </summary>
internal sealed class YamlFile
{
    private const int Deepest = 20;

    private readonly Parser _parser;
    private readonly FileFindings _findings;
    private readonly SourceLines _source;
    private Place _last = Place.Start;

    private YamlFile(string text, FileFindings findings)
    {
        _parser = new Parser(new StringReader(text));
        _findings = findings;
        _source = new SourceLines(text);
    }

    /// <summary>The keys of the file, or null when it cannot be read as YAML at all.</summary>
    public static YamlMap? Read(byte[] bytes, FileFindings findings)
    {
        var text = SourceText.Read(bytes, findings);
        var (spaced, hadTabs) = YamlTabs.Replace(text, findings);
        var file = new YamlFile(spaced, findings);
        try
        {
            return file.Document();
        }
        catch (YamlException problem)
        {
            // A tab that was reported is reason enough: what follows from it would only confuse.
            if (!hadTabs)
                findings.Add(PlaceOf(problem.Start), "yaml", YamlWords.Explain(problem), YamlWords.Mend(problem));
            return null;
        }
        catch (InvalidOperationException)
        {
            // So the parser says that the file ended while something was still open.
            findings.Add(file._last, "yaml", "This is not YAML: the file ends in the middle of what begins here.", "A \"[\" or \"{\" is opened and not closed.");
            return null;
        }
    }

    private YamlMap? Document()
    {
        _parser.Consume<StreamStart>();
        if (_parser.Accept<StreamEnd>(out _))
        {
            _findings.Add(Place.Start, "empty-file", "The file says nothing.", "Fill it in or remove it.");
            return null;
        }
        _parser.Consume<DocumentStart>();
        var root = Node(0);
        _parser.Consume<DocumentEnd>();
        if (_parser.TryConsume<DocumentStart>(out var second))
            _findings.Add(PlaceOf(second.Start), "yaml", "A second document begins here.", "Keep one: remove the line \"---\" and what follows it.");
        if (root is YamlText or YamlList)
            _findings.Add(root.At, "wrong-type", "The file must consist of keys and values.", "Begin with a line such as \"code: fishery\".");
        return root as YamlMap;
    }

    private YamlNode Node(int depth)
    {
        if (_parser.TryConsume<AnchorAlias>(out var alias))
            return Refused(alias, $"\"*{alias.Value}\" repeats another part of the file.", "Write the content out: anchors and aliases are not allowed.");
        if (_parser.Current is not NodeEvent node)
            throw new YamlException(_parser.Current?.Start ?? Mark.Empty, _parser.Current?.End ?? Mark.Empty, "Something is missing here.");
        _last = PlaceOf(node.Start);
        if (!node.Anchor.IsEmpty)
            Refused(node, $"\"&{node.Anchor.Value}\" marks this part to be repeated elsewhere.", "Remove the mark: anchors and aliases are not allowed.");
        if (!node.Tag.IsEmpty)
            Refused(node, $"\"{node.Tag.Value}\" gives this value a type.", "Remove the tag, which is not allowed: put the value in quotes if it must be a text.");
        if (depth > Deepest)
            throw new YamlException(node.Start, node.End, YamlWords.TooDeep);
        return node switch
        {
            Scalar => Text(),
            SequenceStart => List(depth),
            _ => Map(depth),
        };
    }

    private YamlText Text()
    {
        var scalar = _parser.Consume<Scalar>();
        return new YamlText(PlaceOf(scalar.Start), scalar.Value, scalar.Style == ScalarStyle.Plain, _source);
    }

    private YamlList List(int depth)
    {
        var start = _parser.Consume<SequenceStart>();
        var items = new List<YamlNode>();
        while (!_parser.TryConsume<SequenceEnd>(out _))
            items.Add(Node(depth + 1));
        return new YamlList(PlaceOf(start.Start), items);
    }

    private YamlMap Map(int depth)
    {
        var start = _parser.Consume<MappingStart>();
        var entries = new List<YamlEntry>();
        var lines = new Dictionary<string, int>(StringComparer.Ordinal);
        while (!_parser.TryConsume<MappingEnd>(out _))
        {
            var key = Node(depth + 1);
            var value = Node(depth + 1);
            if (key is YamlBroken)
                continue;
            if (key is not YamlText name)
                _findings.Add(key.At, "wrong-type", "A key must be a single word.", "Write \"key: value\".");
            else if (!lines.TryAdd(name.Value, name.At.Line))
                _findings.Add(name.At, "duplicate-key", $"\"{name.Value}\" stands here twice, first in line {lines[name.Value]}.", "Keep one of them.");
            else
                entries.Add(new YamlEntry(name, value));
        }
        return new YamlMap(PlaceOf(start.Start), entries);
    }

    private YamlBroken Refused(ParsingEvent at, string what, string mend)
    {
        _findings.Add(PlaceOf(at.Start), "yaml-feature", what, mend);
        return new YamlBroken(PlaceOf(at.Start));
    }

    private static Place PlaceOf(Mark mark) => new((int)Math.Max(1, mark.Line), (int)Math.Max(1, mark.Column));
}
