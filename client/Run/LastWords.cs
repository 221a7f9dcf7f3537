namespace Entente.Client.Run;

/// <summary>What a process printed last, for the message that says why it ended.</summary>
public sealed class LastWords
{
    private const int Lines = 12;
    private readonly Queue<string> _lines = [];

    public void Hear(string line)
    {
        lock (_lines)
        {
            _lines.Enqueue(line);
            if (_lines.Count > Lines)
                _lines.Dequeue();
        }
    }

    public void Forget()
    {
        lock (_lines)
            _lines.Clear();
    }

    public bool Contain(string words)
    {
        lock (_lines)
            return _lines.Any(line => line.Contains(words, StringComparison.Ordinal));
    }

    public override string ToString()
    {
        lock (_lines)
            return _lines.Count == 0 ? "  (it said nothing)" : string.Join('\n', _lines.Select(line => "  " + line));
    }
}
