using Entente.Bodies;
using Entente.Records.Cases;

namespace Entente.Records.Notices;

/// <summary>A party's reply by program, through the same door.</summary>
internal static class ReplyEndpoint
{
    public static Task<IResult> Reply(HttpContext context, string body, string definition, Guid id) =>
        CaseEndpoint.Do<ReplySent>(context, body, definition, (_, sent) => new ReplyTo(id, body, definition, sent.Party ?? context.Features.Get<Person>()?.Holdings.FirstOrDefault(holding => holding.Body == body)?.Party ?? "", sent.Text ?? ""));

    private sealed record ReplySent(string? Party, string? Text);
}
