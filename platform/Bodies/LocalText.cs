using System.Text.Json;
using System.Text.Json.Serialization;

namespace Entente.Bodies;

/// <summary>
/// A text of a body in each of the body's languages, the body's first language first. A reader whose language
/// the body does not have is given that first language; <see cref="Said"/> tells the page which one it was.
/// </summary>
[JsonConverter(typeof(LocalTextJson))]
public sealed class LocalText
{
    private readonly (string Language, string Text)[] _texts;

    public LocalText(params IEnumerable<(string Language, string Text)> texts)
    {
        _texts = [.. texts];
        if (_texts.Length == 0)
            throw new ArgumentException("A text needs at least one language.", nameof(texts));
    }

    public IReadOnlyList<(string Language, string Text)> All => _texts;

    /// <summary>The text in this language ("pt-BR" is content with "pt"), or else in the body's first.</summary>
    public Said In(string language) => Exactly(language) ?? Exactly(language.Split('-')[0]) ?? new(_texts[0].Text, _texts[0].Language);

    public override string ToString() => _texts[0].Text;

    private Said? Exactly(string language)
    {
        foreach (var (code, text) in _texts)
        {
            if (string.Equals(code, language, StringComparison.OrdinalIgnoreCase))
                return new Said(text, code);
        }
        return null;
    }
}

/// <summary>A text and the language it is in, for the lang and dir of the element that shows it.</summary>
public readonly record struct Said(string Text, string Language)
{
    private static readonly HashSet<string> WrittenFromTheRight = ["ar", "dv", "fa", "he", "ks", "ps", "sd", "ug", "ur", "yi"];

    public string Direction => WrittenFromTheRight.Contains(Language) ? "rtl" : "ltr";

    public override string ToString() => Text;
}

/// <summary>
/// Written as pairs, <c>[["en","Gear"],["fr","Engin"]]</c>: the order says which language comes first, and
/// PostgreSQL's jsonb keeps the order of an array but not of an object.
/// </summary>
public sealed class LocalTextJson : JsonConverter<LocalText>
{
    public override LocalText Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
    {
        var texts = new List<(string, string)>();
        while (reader.Read() && reader.TokenType == JsonTokenType.StartArray)
        {
            reader.Read();
            var language = reader.GetString()!;
            reader.Read();
            texts.Add((language, reader.GetString()!));
            reader.Read();
        }
        return new LocalText(texts);
    }

    public override void Write(Utf8JsonWriter writer, LocalText value, JsonSerializerOptions options)
    {
        writer.WriteStartArray();
        foreach (var (language, text) in value.All)
        {
            writer.WriteStartArray();
            writer.WriteStringValue(language);
            writer.WriteStringValue(text);
            writer.WriteEndArray();
        }
        writer.WriteEndArray();
    }
}
