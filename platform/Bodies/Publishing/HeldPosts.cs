using Npgsql;

namespace Entente.Bodies.Publishing;

/// <summary>
/// Posts that a new version would take from under those who hold them. Their access would end without a word to them,
/// and with no step in any history: posts are ended on their page, by people.
/// </summary>
internal static class HeldPosts
{
    public static async Task<IReadOnlyList<Finding>> Removed(NpgsqlConnection connection, Body body, DateOnly today, CancellationToken cancel)
    {
        await using var command = new NpgsqlCommand("""
            select h.post, count(distinct h.person)::int, p.for_party, kept.code is not null
            from bodies.post p
            join bodies.holding h on h.body = p.body and h.post = p.code and (upper_inf(h.period) or upper(h.period) > $2)
            left join unnest($3, $4) as kept (code, for_party) on kept.code = p.code
            where p.body = $1 and kept.for_party is distinct from p.for_party
            group by h.post, p.for_party, kept.code order by h.post
            """, connection)
        {
            Parameters = { new() { Value = body.Code }, new() { Value = today }, new() { Value = body.Posts.Select(post => post.Code).ToArray() }, new() { Value = body.Posts.Select(post => post.For == PostFor.Party).ToArray() } },
        };
        var findings = new List<Finding>();
        await using var rows = await command.ExecuteReaderAsync(cancel);
        while (await rows.ReadAsync(cancel))
            findings.Add(Say(body.Code, rows.GetString(0), rows.GetInt32(1), rows.GetBoolean(2), rows.GetBoolean(3)));
        return findings;
    }

    private static Finding Say(string body, string post, int people, bool forParty, bool stays) => new("body.yaml", 1, 1, "post-in-use",
        $"The post \"{post}\" was {(stays ? $"for {(forParty ? "a party" : "the body")}" : "removed")}, and {(people == 1 ? "1 person holds it" : $"{people} people hold it")} or will.",
        stays
            ? $"Put back \"for: {(forParty ? "party" : "body")}\" and describe the other as a new post, or first end the posts under /bodies/{body}/people?post={post}."
            : $"Put it back, and remove it once these posts have ended: under /bodies/{body}/people?post={post} they are ended or handed over.");
}
