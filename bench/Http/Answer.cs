using System.Buffers;
using System.Buffers.Text;
using System.Globalization;
using System.Text;

namespace Entente.Bench.Http;

/// <summary>Knows when an HTTP/1.1 answer is complete, by its length or its chunks, in whatever pieces it comes.</summary>
public sealed class Answer
{
    private enum Part { Head, Content, ChunkSize, Chunk, AfterChunk, Trailer, Done }

    // Of a line that came in pieces; most come whole, and the driver's time is taken from whom it measures.
    private readonly ArrayBufferWriter<byte> _line = new(256);
    private Part _part;
    private long _missing;
    private bool _chunked;

    public int Status { get; private set; }

    /// <summary>Bytes of content, as sent.</summary>
    public long Content { get; private set; }

    public bool Complete => _part == Part.Done;

    public void Reset()
    {
        _line.ResetWrittenCount();
        (_part, _missing, _chunked, Status, Content) = (Part.Head, 0, false, 0, 0);
    }

    public void Take(ReadOnlySpan<byte> bytes)
    {
        while (bytes.Length > 0 && !Complete)
        {
            if (_part is Part.Content or Part.Chunk)
            {
                var taken = (int)Math.Min(bytes.Length, _missing);
                (_missing, Content) = (_missing - taken, Content + taken);
                bytes = bytes[taken..];
                if (_missing == 0)
                    _part = _part == Part.Content ? Part.Done : Part.AfterChunk;
                continue;
            }
            var end = bytes.IndexOf((byte)'\n');
            if (end < 0 || _line.WrittenCount > 0)
                _line.Write(end < 0 ? bytes : bytes[..end]);
            if (end < 0)
                return;
            Line((_line.WrittenCount > 0 ? _line.WrittenSpan : bytes[..end]).TrimEnd((byte)'\r'));
            bytes = bytes[(end + 1)..];
            _line.ResetWrittenCount();
        }
    }

    private void Line(ReadOnlySpan<byte> line)
    {
        switch (_part)
        {
            case Part.Head when Status == 0:
                Status = int.Parse(line.Slice(9, 3), provider: CultureInfo.InvariantCulture);
                break;
            case Part.Head when line.Length == 0:
                _part = _chunked ? Part.ChunkSize : _missing > 0 ? Part.Content : Part.Done;
                break;
            case Part.Head when Begins(line, "content-length:"u8):
                _missing = long.Parse(line[15..].Trim((byte)' '), provider: CultureInfo.InvariantCulture);
                break;
            case Part.Head when Begins(line, "transfer-encoding:"u8):
                _chunked = line.EndsWith("chunked"u8);
                break;
            case Part.ChunkSize:
                _missing = Utf8Parser.TryParse(line, out long size, out _, 'x') ? size : throw new FormatException("A chunk begins with its size.");
                _part = _missing > 0 ? Part.Chunk : Part.Trailer;
                break;
            case Part.AfterChunk:
                _part = Part.ChunkSize;
                break;
            case Part.Trailer when line.Length == 0:
                _part = Part.Done;
                break;
        }
    }

    private static bool Begins(ReadOnlySpan<byte> line, ReadOnlySpan<byte> name) => line.Length >= name.Length && Ascii.EqualsIgnoreCase(line[..name.Length], name);
}
