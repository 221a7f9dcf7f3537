using System.Net;
using System.Text;
using System.Text.RegularExpressions;

namespace Entente.Tests.Rooms.Disclosure.Worlds;

/// <summary>An answer with all that its reader gets: the status, every header, every byte.</summary>
internal sealed partial record Answered(HttpStatusCode Status, string Headers, byte[] Body)
{
    /// <summary>Headers that are left out of the comparison, and why. None at the moment: the test server sends no Date.</summary>
    private static readonly Dictionary<string, string> LeftOut = new(StringComparer.OrdinalIgnoreCase);

    public string Text => Encoding.UTF8.GetString(Body);

    public static async Task<Answered> To(HttpClient http, Question question)
    {
        using var first = await Send(http, question, null);
        // What is asked again says by its mark what is known of it.
        using var again = question.Known ? await Send(http, question, first.Headers.ETag?.ToString() ?? "\"nothing\"") : null;
        var answer = again ?? first;
        var headers = answer.Headers.Concat(answer.Content.Headers).Where(header => !LeftOut.ContainsKey(header.Key)).OrderBy(header => header.Key, StringComparer.Ordinal).Select(header => $"{header.Key}: {string.Join(", ", header.Value)}");
        return new Answered(answer.StatusCode, string.Join('\n', headers), Fixed(await answer.Content.ReadAsByteArrayAsync()));
    }

    private static async Task<HttpResponseMessage> Send(HttpClient http, Question question, string? mark)
    {
        using var request = new HttpRequestMessage(question.HeadOnly ? HttpMethod.Head : HttpMethod.Get, question.Address);
        if (question.Accept is { } accept)
            request.Headers.Accept.ParseAdd(accept);
        if (mark is not null)
            request.Headers.TryAddWithoutValidation("If-None-Match", mark);
        // A page that tells of a mishap names the request by its trace.
        request.Headers.Add("traceparent", "00-00000000000000000000000000000001-0000000000000001-00");
        return await http.SendAsync(request);
    }

    // A form draws a key of its own each time it is shown, so that it is not sent twice, a name for its page, and what the ids of several
    // new entries follow from: every such draw is taken for the same.
    private static byte[] Fixed(byte[] body) => body.AsSpan().IndexOf("<form"u8) < 0 ? body
        : Encoding.UTF8.GetBytes(FormKey().Replace(Encoding.UTF8.GetString(body), "name=\"$1\" value=\"-\""));

    /// <summary>Asks several at once, as the clock stands still.</summary>
    public static async Task<IReadOnlyDictionary<Question, Answered>> All(HttpClient http, IReadOnlyList<Question> questions)
    {
        var answers = new System.Collections.Concurrent.ConcurrentDictionary<Question, Answered>();
        await Parallel.ForEachAsync(questions, new ParallelOptions { MaxDegreeOfParallelism = 3 }, async (question, _) => answers[question] = await To(http, question));
        return answers;
    }

    /// <summary>Where this answer is another; null: it is the same.</summary>
    public string? DiffersFrom(Answered other)
    {
        if (Status != other.Status)
            return $"status {other.Status} became {Status}";
        if (Headers != other.Headers)
            return $"headers\n{other.Headers}\nbecame\n{Headers}";
        if (Body.AsSpan().SequenceEqual(other.Body))
            return null;
        var at = Body.AsSpan().CommonPrefixLength(other.Body);
        return $"byte {at} of {other.Body.Length}, now {Body.Length}:\n… {Around(other.Body, at)} …\nbecame\n… {Around(Body, at)} …";
    }

    private static string Around(byte[] body, int at) => Encoding.UTF8.GetString(body, Math.Max(0, at - 150), Math.Min(400, body.Length - Math.Max(0, at - 150)));

    [GeneratedRegex("name=\"(key|seed|client)\" value=\"[0-9a-f-]{32,36}\"", RegexOptions.None, 1000)]
    private static partial Regex FormKey();
}
