using System.Diagnostics;
using System.Globalization;

namespace Entente.Client.Api;

/// <summary>How much of a large file has gone and how fast, once a second; nothing for a small one.</summary>
internal sealed class Meter(TextWriter to, long total) : IProgress<long>
{
    private readonly Stopwatch _since = Stopwatch.StartNew();
    private long _told;

    public void Report(long value)
    {
        var second = _since.ElapsedMilliseconds / 1000;
        if (second == _told)
            return;
        _told = second;
        to.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{value / 1e6:0.0} MB of {total / 1e6:0.0} MB, {value / 1e6 / _since.Elapsed.TotalSeconds:0.0} MB/s"));
    }

    public void End()
    {
        if (_told > 0)
            to.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{total / 1e6:0.0} MB in {_since.Elapsed.TotalSeconds:0.0} s"));
    }
}
