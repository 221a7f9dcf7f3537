using System.Buffers;
using System.Text.Json;

namespace Entente.Records.Interchange;

/// <summary>
/// A JSON document read piece by piece: the tokens of its frame one by one, and whole values (an answer, a row) where they are
/// asked for. Its buffer grows no further than one such value may be long.
/// </summary>
/// <param name="several">Whether one document may follow on the other, as JSON lines do.</param>
internal sealed class JsonFrames(Stream stream, bool several = false) : IDisposable
{
    public const int Deepest = 32;
    public const int LongestValue = 4_000_000;

    private byte[] _bytes = ArrayPool<byte>.Shared.Rent(1 << 16);
    private JsonReaderState _state = new(new JsonReaderOptions { MaxDepth = Deepest, AllowMultipleValues = several });
    private int _start;
    private int _end;
    private bool _atEnd;
    private bool _begun;

    public JsonTokenType Token { get; private set; }

    /// <summary>The name or text of the token.</summary>
    public string? Said { get; private set; }

    /// <summary>Why the document cannot be read on: the rule and its facts; null while it can.</summary>
    public (string Rule, string[] Facts)? Problem { get; private set; }

    public static string Name(JsonProperty property)
    {
        try
        {
            return property.Name;
        }
        catch (InvalidOperationException)
        {
            return "\uFFFD";
        }
    }

    /// <summary>The first sign that is no white space, which stays where it is; nought at the end.</summary>
    public async ValueTask<char> Peek(CancellationToken cancel)
    {
        do
        {
            var rest = _bytes.AsSpan(_start, _end - _start);
            if (rest.IndexOfAnyExcept(" \t\r\n"u8) is >= 0 and var at)
                return (char)rest[at];
        }
        while (await More(cancel));
        return '\0';
    }

    /// <summary>The next token of the frame; false at the end of the document.</summary>
    public async ValueTask<bool> Next(CancellationToken cancel)
    {
        while (!TryNext(out var done))
        {
            if (done || !await More(cancel))
                return false;
        }
        return true;
    }

    /// <summary>Goes past the value that comes next, however large.</summary>
    public async ValueTask Skip(CancellationToken cancel)
    {
        var depth = 0;
        do
        {
            if (!await Next(cancel))
                return;
            depth += Token is JsonTokenType.StartArray or JsonTokenType.StartObject ? 1 : Token is JsonTokenType.EndArray or JsonTokenType.EndObject ? -1 : 0;
        }
        while (depth > 0 || Token == JsonTokenType.PropertyName);
    }

    /// <summary>The value that comes next, as a whole; null at the end of the list around it, or when it cannot be read.</summary>
    public async ValueTask<JsonDocument?> Value(CancellationToken cancel)
    {
        while (true)
        {
            if (TryValue(out var value))
                return value;
            if (!await More(cancel))
                return null;
        }
    }

    public void Dispose() => ArrayPool<byte>.Shared.Return(_bytes);

    private bool TryNext(out bool done)
    {
        var reader = new Utf8JsonReader(_bytes.AsSpan(_start, _end - _start), _atEnd, _state);
        done = false;
        if (!Reads(ref reader, whole: false, out _))
        {
            done = _atEnd || Problem is not null;
            return false;
        }
        Token = reader.TokenType;
        Said = Token is JsonTokenType.PropertyName or JsonTokenType.String ? Read(ref reader) : null;
        Took(ref reader);
        return true;
    }

    private bool TryValue(out JsonDocument? value)
    {
        var reader = new Utf8JsonReader(_bytes.AsSpan(_start, _end - _start), _atEnd, _state);
        if (!Reads(ref reader, whole: true, out value))
            return Problem is not null;
        Token = value is null ? JsonTokenType.EndArray : JsonTokenType.None;
        Took(ref reader);
        return true;
    }

    private bool Reads(ref Utf8JsonReader reader, bool whole, out JsonDocument? value)
    {
        value = null;
        try
        {
            return reader.Read() && (!whole || reader.TokenType == JsonTokenType.EndArray || JsonDocument.TryParseValue(ref reader, out value));
        }
        catch (JsonException wrong)
        {
            var place = wrong.BytePositionInLine ?? 0;
            Problem = wrong.Message.Contains("maximum configured depth", StringComparison.Ordinal)
                ? ("json.too-deep", ["$"])
                : ("json.malformed", [Text(wrong.LineNumber + 1 ?? 1), Text(place + 1)]);
            return false;
        }
        static string Text(long number) => number.ToString(System.Globalization.CultureInfo.InvariantCulture);
    }

    private static string? Read(ref Utf8JsonReader reader)
    {
        try
        {
            return reader.GetString();
        }
        catch (InvalidOperationException)
        {
            return "\uFFFD";
        }
    }

    private void Took(ref Utf8JsonReader reader)
    {
        _start += (int)reader.BytesConsumed;
        _state = reader.CurrentState;
    }

    private async ValueTask<bool> More(CancellationToken cancel)
    {
        if (_atEnd)
            return false;
        _bytes.AsSpan(_start, _end - _start).CopyTo(_bytes);
        (_start, _end) = (0, _end - _start);
        if (_end > LongestValue)
        {
            Problem = ("json.too-long", ["$"]);
            return false;
        }
        if (_end == _bytes.Length)
        {
            var larger = ArrayPool<byte>.Shared.Rent(_bytes.Length * 2);
            _bytes.AsSpan(0, _end).CopyTo(larger);
            ArrayPool<byte>.Shared.Return(_bytes);
            _bytes = larger;
        }
        var read = await stream.ReadAsync(_bytes.AsMemory(_end), cancel);
        _end += read;
        _atEnd = read == 0;
        if (!_begun && _end >= 3 && _bytes is [0xEF, 0xBB, 0xBF, ..])
            _start = 3;
        _begun |= _end >= 3;
        return true;
    }
}
