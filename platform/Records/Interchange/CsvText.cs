using System.Buffers;
using System.Text.Unicode;

namespace Entente.Records.Interchange;

/// <summary>
/// The characters of a CSV file, block by block in a buffer that grows no further than the longest row it allows. UTF-8 with
/// or without mark, UTF-16 with its mark or recognised by its noughts; everything else is refused by name, never misread.
/// </summary>
internal sealed class CsvText(Stream stream, int longestRow) : IDisposable
{
    private const int Block = 1 << 16;

    private readonly byte[] _bytes = ArrayPool<byte>.Shared.Rent(Block);
    private char[] _chars = ArrayPool<char>.Shared.Rent(Block + 16);
    private int _byteCount;
    private CsvEncoding _encoding;
    private bool _begun;

    /// <summary>The first character not yet taken.</summary>
    public int Start { get; set; }

    public int End { get; private set; }

    public bool AtEnd { get; private set; }

    /// <summary>What is wrong with the file as a whole: not-csv, encoding, row-too-long; null where nothing is.</summary>
    public string? Problem { get; private set; }

    public string? Fact { get; private set; }

    public ReadOnlySpan<char> Rest => _chars.AsSpan(Start, End - Start);

    public char[] Buffer => _chars;

    /// <summary>More characters behind those that are there; false at the end of the file, or when something is wrong.</summary>
    public async ValueTask<bool> More(CancellationToken cancel)
    {
        if (AtEnd || Problem is not null || !MakeRoom())
            return false;
        var read = await stream.ReadAsync(_bytes.AsMemory(_byteCount, Block - _byteCount), cancel);
        AtEnd = read == 0;
        _byteCount += read;
        // A file may begin with fewer bytes than its mark.
        while (!_begun && _byteCount < 64 && !AtEnd)
        {
            read = await stream.ReadAsync(_bytes.AsMemory(_byteCount, Block - _byteCount), cancel);
            AtEnd = read == 0;
            _byteCount += read;
        }
        var used = Begin();
        return Problem is null && Decode(used) && (End > Start || !AtEnd);
    }

    public void Dispose()
    {
        ArrayPool<byte>.Shared.Return(_bytes);
        ArrayPool<char>.Shared.Return(_chars);
    }

    private bool MakeRoom()
    {
        if (Start > 0)
        {
            Rest.CopyTo(_chars);
            (Start, End) = (0, End - Start);
        }
        if (End >= longestRow)
            return Refuse("row-too-long", null);
        if (_chars.Length - End < Block)
        {
            var larger = ArrayPool<char>.Shared.Rent(Math.Max(_chars.Length * 2, End + Block));
            Rest.CopyTo(larger);
            ArrayPool<char>.Shared.Return(_chars);
            _chars = larger;
        }
        return true;
    }

    private int Begin()
    {
        if (_begun)
            return 0;
        _begun = true;
        var (encoding, mark, other) = CsvEncodings.Of(_bytes.AsSpan(0, _byteCount));
        _encoding = encoding;
        if (other is not null)
            Refuse("not-csv", other);
        return mark;
    }

    private bool Decode(int from)
    {
        var bytes = _bytes.AsSpan(from, _byteCount - from);
        var (used, made) = _encoding == CsvEncoding.Utf8 ? FromUtf8(bytes) : FromUtf16(bytes);
        End += made;
        bytes[used..].CopyTo(_bytes);
        _byteCount = bytes.Length - used;
        return Problem is null;
    }

    private (int Used, int Made) FromUtf8(ReadOnlySpan<byte> bytes)
    {
        var status = Utf8.ToUtf16(bytes, _chars.AsSpan(End), out var used, out var made, replaceInvalidSequences: false, isFinalBlock: AtEnd);
        if (status == OperationStatus.InvalidData || (status == OperationStatus.NeedMoreData && AtEnd))
            Refuse("encoding", null);
        return (used, made);
    }

    private (int Used, int Made) FromUtf16(ReadOnlySpan<byte> bytes)
    {
        var made = bytes.Length / 2;
        for (var i = 0; i < made; i++)
            _chars[End + i] = _encoding == CsvEncoding.Utf16 ? (char)(bytes[2 * i] | (bytes[(2 * i) + 1] << 8)) : (char)((bytes[2 * i] << 8) | bytes[(2 * i) + 1]);
        if (AtEnd && bytes.Length % 2 == 1)
            Refuse("encoding", null);
        return (2 * made, made);
    }

    private bool Refuse(string problem, string? fact)
    {
        (Problem, Fact) = (problem, fact);
        return false;
    }
}

internal enum CsvEncoding { Utf8, Utf16, Utf16BigEnd }

internal static class CsvEncodings
{
    /// <summary>The encoding, how many bytes its mark takes, and what the file is where it is no text at all.</summary>
    public static (CsvEncoding Encoding, int Mark, string? Other) Of(ReadOnlySpan<byte> head) => head switch
    {
        [0xEF, 0xBB, 0xBF, ..] => (CsvEncoding.Utf8, 3, null),
        [0xFF, 0xFE, 0, 0, ..] or [0, 0, 0xFE, 0xFF, ..] => (default, 0, "UTF-32"),
        [0xFF, 0xFE, ..] => (CsvEncoding.Utf16, 2, null),
        [0xFE, 0xFF, ..] => (CsvEncoding.Utf16BigEnd, 2, null),
        [(byte)'P', (byte)'K', 3 or 5, 4 or 6, ..] => (default, 0, "xlsx/zip"),
        [0xD0, 0xCF, 0x11, 0xE0, ..] => (default, 0, "xls/doc"),
        [(byte)'%', (byte)'P', (byte)'D', (byte)'F', ..] => (default, 0, "pdf"),
        [0x1F, 0x8B, ..] => (default, 0, "gzip"),
        [0x89, (byte)'P', (byte)'N', (byte)'G', ..] or [0xFF, 0xD8, 0xFF, ..] => (default, 0, "image"),
        [(byte)'{', .. var rest] when rest.IndexOf((byte)'"') is >= 0 and < 8 => (default, 0, "json"),
        [not 0, 0, not 0, 0, ..] => (CsvEncoding.Utf16, 0, null),
        [0, not 0, 0, not 0, ..] => (CsvEncoding.Utf16BigEnd, 0, null),
        _ => (CsvEncoding.Utf8, 0, null),
    };
}
