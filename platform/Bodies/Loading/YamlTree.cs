namespace Entente.Bodies.Loading;

/// <summary>A YAML file as far as a body uses YAML: texts, lists and keys, each with its place.</summary>
internal abstract record YamlNode(Place At);

/// <summary>A value; a plain one has no quotes, so that "~" and "null" mean nothing.</summary>
/// <param name="Source">The text it stands in, for places inside of it.</param>
internal sealed record YamlText(Place At, string Value, bool Plain, SourceLines? Source = null) : YamlNode(At)
{
    public bool IsBlank => Value.AsSpan().Trim().IsEmpty || (Plain && Value is "~" or "null" or "Null" or "NULL");

    /// <summary>Where a character of the value stands in the file, whatever quotes, escapes and line breaks are around it.</summary>
    public Place PlaceOf(int offset) => Source?.Inside(this, offset) ?? At;
}

internal sealed record YamlList(Place At, IReadOnlyList<YamlNode> Items) : YamlNode(At);

internal sealed record YamlMap(Place At, IReadOnlyList<YamlEntry> Entries) : YamlNode(At);

internal sealed record YamlEntry(YamlText Key, YamlNode Value);

/// <summary>Something already reported, about which nothing more is said.</summary>
internal sealed record YamlBroken(Place At) : YamlNode(At);
