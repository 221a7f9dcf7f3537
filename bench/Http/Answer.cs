using System.Globalization;
using System.Text;

namespace Entente.Bench.Http;

/// <summary>Knows when an HTTP/1.1 answer is complete, by its length or its chunks, in whatever pieces it comes.</summary>
public sealed class Answer
{
    private enum Part { Head, Content, ChunkSize, Chunk, AfterChunk, Trailer, Done }

    private readonly StringBuilder _line = new(256);
    private Part _part;
    private long _missing;
    private bool _chunked;

    public int Status { get; private set; }

    /// <summary>Bytes of content, as sent.</summary>
    public long Content { get; private set; }

    public bool Complete => _part == Part.Done;

    public void Reset()
    {
        _line.Clear();
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
            _line.Append(Encoding.ASCII.GetString(end < 0 ? bytes : bytes[..end]));
            if (end < 0)
                return;
            bytes = bytes[(end + 1)..];
            Take(_line.ToString().TrimEnd('\r'));
            _line.Clear();
        }
    }

    private void Take(string line)
    {
        switch (_part)
        {
            case Part.Head when Status == 0:
                Status = int.Parse(line.AsSpan(9, 3), provider: CultureInfo.InvariantCulture);
                break;
            case Part.Head when line.Length == 0:
                _part = _chunked ? Part.ChunkSize : _missing > 0 ? Part.Content : Part.Done;
                break;
            case Part.Head when line.StartsWith("content-length:", StringComparison.OrdinalIgnoreCase):
                _missing = long.Parse(line.AsSpan(15).Trim(), provider: CultureInfo.InvariantCulture);
                break;
            case Part.Head when line.StartsWith("transfer-encoding:", StringComparison.OrdinalIgnoreCase):
                _chunked = line.EndsWith("chunked", StringComparison.OrdinalIgnoreCase);
                break;
            case Part.ChunkSize:
                _missing = long.Parse(line.Split(';')[0], NumberStyles.HexNumber, CultureInfo.InvariantCulture);
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
}
