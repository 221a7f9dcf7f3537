namespace Entente.Bodies;

/// <summary>What is asked for: this person in this post of this side, from a day to a day, the last excluded.</summary>
/// <param name="Basis">What it rests on: the file mark of a note verbale, a decision of a meeting.</param>
/// <param name="Succeeds">The holding that ends when this one begins.</param>
public sealed record Appointment(Guid Person, string? Party, string Post, DateOnly From, DateOnly? Until, string? Basis = null, Guid? Succeeds = null);

/// <summary>What speaks against an appointment, whoever makes it. Each finding is the key of a text.</summary>
public static class AppointmentRules
{
    /// <summary>How far back a post may be dated, to catch up with what was notified on paper.</summary>
    public const int DaysBack = 31;

    public const int DaysAhead = 730;

    /// <param name="body">As it is described today.</param>
    /// <param name="before">The person's holdings of the same post of the same side, past and future.</param>
    public static IReadOnlyList<string> Problems(Body body, Appointment asked, IReadOnlyList<Period> before, DateOnly today)
    {
        if (body.Post(asked.Post) is not { } post || (post.For == PostFor.Party) != (asked.Party is not null))
            return ["people.problem.no-such-post"];
        var problems = new List<string>();
        if (asked.Party is { } party && body.Party(party)?.On(Later(asked.From, today)) is null)
            problems.Add("people.problem.not-a-member");
        problems.AddRange(Dates(asked, post.Term, today));
        if (before.Any(period => period.Overlaps(new Period(asked.From, asked.Until))))
            problems.Add("people.problem.already-holds");
        else if (post.Term?.InARow is { } terms && InARow(before, asked.From) >= terms)
            problems.Add("people.problem.too-many-terms");
        return problems;
    }

    /// <summary>The last day of a post with a term, when nobody says another.</summary>
    public static DateOnly? UsualEnd(Post post, DateOnly from) => post.Term is { } term ? from.AddMonths(term.Months) : null;

    private static IEnumerable<string> Dates(Appointment asked, Term? term, DateOnly today)
    {
        if (asked.From < today.AddDays(-DaysBack))
            yield return "people.problem.too-far-back";
        if (asked.From > today.AddDays(DaysAhead))
            yield return "people.problem.too-far-ahead";
        if (asked.Until <= asked.From)
            yield return "people.problem.until-before-from";
        else if (asked.Until <= today)
            yield return "people.problem.already-over";
        if (term is not null && (asked.Until is null || asked.Until > asked.From.AddMonths(term.Months)))
            yield return "people.problem.term-too-long";
    }

    /// <summary>How many of these follow one another without a gap up to this day.</summary>
    private static int InARow(IReadOnlyList<Period> before, DateOnly from)
    {
        var count = 0;
        var edge = from;
        foreach (var period in before.OrderByDescending(period => period.From))
        {
            if (period.Until != edge)
                continue;
            count++;
            edge = period.From ?? DateOnly.MinValue;
        }
        return count;
    }

    private static DateOnly Later(DateOnly one, DateOnly other) => one > other ? one : other;
}
