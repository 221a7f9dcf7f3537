using System.Text;

namespace Entente.Shared.Web;

/// <summary>
/// Passes lines on: the first after a silence at once, those that follow closely in one piece every tenth of a second, because
/// waking whoever reads, or opening a file, for each line costs more than what the line tells of.
/// </summary>
public sealed class Gathered(Action<string> pass) : IDisposable
{
    private static readonly TimeSpan Together = TimeSpan.FromMilliseconds(100);

    private readonly Lock _one = new();
    private readonly StringBuilder _waiting = new();
    private bool _collecting;

    public void Add(ReadOnlySpan<char> text)
    {
        lock (_one)
        {
            _waiting.Append(text);
            if (_collecting)
                return;
            Pass();
            _collecting = true;
        }
        _ = Collect();
    }

    /// <summary>Passes on what waits.</summary>
    public void Dispose()
    {
        lock (_one)
            Pass();
    }

    private async Task Collect()
    {
        while (true)
        {
            await Task.Delay(Together);
            lock (_one)
            {
                _collecting = _waiting.Length > 0;
                if (!_collecting)
                    return;
                Pass();
            }
        }
    }

    private void Pass()
    {
        if (_waiting.Length == 0)
            return;
        pass(_waiting.ToString());
        _waiting.Clear();
    }
}
