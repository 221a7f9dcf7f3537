using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json.Nodes;
using Entente.Bench.Processes;

namespace Entente.Bench.Records.Bulk;

/// <summary>What became of a file that was sent, and how long it took from the first byte until it was said.</summary>
internal sealed record Sent(string Statement, string State, long Rows, long Faults, double Seconds);

/// <summary>The program of one party: it begins statements, sends the rows of their tables as files, and waits for the end.</summary>
internal sealed class Sender(Ground ground, string key) : IDisposable
{
    private static int _week;

    private readonly HttpClient _http = new() { BaseAddress = ground.Http.BaseAddress, Timeout = Timeout.InfiniteTimeSpan, DefaultRequestHeaders = { Authorization = new AuthenticationHeaderValue("Bearer", key) } };

    // LibreOffice and Excel do not agree on the days before March 1900.
    public static DateOnly FirstWeek { get; } = new(1950, 1, 2);

    public HttpClient Http => _http;

    /// <summary>A statement of a week of its own: its address.</summary>
    public async Task<(string Address, DateOnly Week)> Open(string definition, CancellationToken cancel)
    {
        var week = FirstWeek.AddDays(7 * Interlocked.Increment(ref _week));
        using var content = new StringContent(string.Create(CultureInfo.InvariantCulture, $$"""{"step":"open","period":{"start":"{{week:yyyy-MM-dd}}","end":"{{week.AddDays(7):yyyy-MM-dd}}"} }"""), Encoding.UTF8, "application/json");
        using var answer = await _http.PostAsync(new Uri($"/api/{Ground.Body}/{definition}", UriKind.Relative), content, cancel);
        return answer.StatusCode == HttpStatusCode.Created ? (answer.Headers.Location!.ToString(), week) : throw await Refused(answer, cancel);
    }

    /// <summary>Sends the file and waits until it became a version, or was refused.</summary>
    public async Task<Sent> Send(string statement, string table, string file, string type, CancellationToken cancel, string? excuse = null)
    {
        var clock = Stopwatch.StartNew();
        await using var rows = File.OpenRead(file);
        using var content = new StreamContent(rows, 1 << 16) { Headers = { ContentType = new MediaTypeHeaderValue(type) } };
        using var answer = await _http.PutAsync(new Uri($"{statement}/{table}{(excuse is null ? "" : $"?excuse={excuse}")}", UriKind.Relative), content, cancel);
        if (answer.StatusCode != HttpStatusCode.Accepted)
            throw await Refused(answer, cancel);
        while (true)
        {
            var said = JsonNode.Parse(await _http.GetStringAsync(answer.Headers.Location, cancel))!;
            if (said["state"]!.ToString() is not ("waiting" or "running") and var state)
                return new Sent(statement, state, (long)said["rows"]!, (long)said["faults"]!, clock.Elapsed.TotalSeconds);
            await Task.Delay(30, cancel);
        }
    }

    /// <summary>Bytes that came back, and how long that took.</summary>
    public async Task<(long Bytes, double Seconds)> Fetch(string address, string type, CancellationToken cancel)
    {
        var clock = Stopwatch.StartNew();
        using var request = new HttpRequestMessage(HttpMethod.Get, address) { Headers = { Accept = { new MediaTypeWithQualityHeaderValue(type) } } };
        using var answer = await _http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, cancel);
        if (!answer.IsSuccessStatusCode)
            throw await Refused(answer, cancel);
        await using var stream = await answer.Content.ReadAsStreamAsync(cancel);
        return (await Drain(stream, cancel), clock.Elapsed.TotalSeconds);
    }

    public static async Task<long> Drain(Stream stream, CancellationToken cancel)
    {
        var (buffer, bytes) = (new byte[1 << 16], 0L);
        while (await stream.ReadAsync(buffer, cancel) is > 0 and var read)
            bytes += read;
        return bytes;
    }

    public void Dispose() => _http.Dispose();

    private static async Task<CannotMeasure> Refused(HttpResponseMessage answer, CancellationToken cancel) =>
        new($"{answer.RequestMessage?.Method} {answer.RequestMessage?.RequestUri} answered {(int)answer.StatusCode}: {await answer.Content.ReadAsStringAsync(cancel)}");
}
