using Dapper;
using Entente.Shared.Jobs;
using Microsoft.Extensions.DependencyInjection;
using Npgsql;

namespace Entente.Tests.Kit;

/// <summary>What happens behind the pages, when the test says so.</summary>
public static class BackgroundWork
{
    /// <summary>Fires what the timetable holds due and runs every job due now, until none is left; says how many ran.</summary>
    public static async Task<int> RunJobs(this TestApp app)
    {
        var timetable = app.Services.GetRequiredService<Timetable>();
        await timetable.Announce();
        await timetable.FireDue();
        var worker = app.Services.GetRequiredService<Worker>();
        var ran = 0;
        while (await worker.RunOne(CancellationToken.None))
            ran++;
        return ran;
    }

    /// <summary>The mails written so far, the oldest first; to one address when one is given.</summary>
    public static async Task<IReadOnlyList<WrittenMail>> Mails(this TestApp app, string? to = null)
    {
        await using var connection = new NpgsqlConnection(app.Database.Owner);
        return [.. await connection.QueryAsync<WrittenMail>("""
            select to_address as "To", language, text_key as "Key", subject, body, sent_at is not null as "Sent"
            from mail.message where @to is null or to_address = @to order by added_at, id
            """, new { to })];
    }
}

/// <summary>A mail as it stands in the outbox.</summary>
public sealed record WrittenMail(string To, string Language, string Key, string Subject, string? Body, bool Sent);
