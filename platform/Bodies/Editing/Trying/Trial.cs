using System.Globalization;

namespace Entente.Bodies.Editing;

/// <summary>A test space: a proposed description published as a body of its own.</summary>
public sealed record Trial
{
    /// <summary>Its code.</summary>
    public required string Body { get; init; }

    public required string OfBody { get; init; }

    public required Guid Proposal { get; init; }

    public required string Title { get; init; }

    /// <summary>Who was asked to try it; null: every party of the body.</summary>
    public IReadOnlyList<string>? Parties { get; init; }

    /// <summary>Until when parties may comment, that day included.</summary>
    public DateOnly? LastDay { get; init; }

    public DateTimeOffset OpenedAt { get; init; }

    /// <summary>Null: its tables are still being made.</summary>
    public DateTimeOffset? ReadyAt { get; init; }

    public DateTimeOffset? ClosedAt { get; init; }

    /// <summary>The edition that its proposal became.</summary>
    public int? Edition { get; init; }

    public IReadOnlyList<Finding>? Failure { get; init; }

    public bool IsOpen => ClosedAt is null;

    /// <summary>Whether this person was asked to try it, or has it tried.</summary>
    public bool Asks(Person person) => person.Holdings.Any(holding => holding.Body == OfBody && Asks(holding.Party));

    public bool Asks(string? party) => party is null || Parties is null || Parties.Contains(party, StringComparer.Ordinal);

    /// <summary>Whether parties may still comment; the body's people enter what came in late.</summary>
    public bool Hears(DateOnly today) => IsOpen && (LastDay is null || today <= LastDay);

    /// <summary>fishery_test, fishery_test2 …: the first that was never used.</summary>
    internal static string CodeFor(string body, IReadOnlySet<string> used)
    {
        for (var number = 1; ; number++)
        {
            var tail = number == 1 ? "_test" : string.Create(CultureInfo.InvariantCulture, $"_test{number}");
            var code = body[..Math.Min(body.Length, 30 - tail.Length)].TrimEnd('_') + tail;
            if (!used.Contains(code))
                return code;
        }
    }
}

/// <summary>What a remark is about.</summary>
/// <param name="Field">Null: about the section, or with that blank too, the whole form.</param>
/// <param name="Names">Of the form, the section and the question as they were read when it was made.</param>
public sealed record RemarkPlace(string Definition, string? Section, string? Field, IReadOnlyList<LocalText> Names);

/// <summary>What a member said about a question of a form that is tried out.</summary>
/// <param name="Party">For whom it speaks; null: the body.</param>
/// <param name="CameBy">How it reached the body, where the body's people entered it for somebody else.</param>
public sealed record Remark(Guid Id, RemarkPlace Place, string? Party, string? Name, DateTimeOffset At, string? CameBy, string Text)
{
    public static readonly IReadOnlyList<string> Ways = ["e-mail", "letter", "meeting"];

    public IReadOnlyList<RemarkAnswer> Answers { get; init; } = [];

    public RemarkState State => Answers.Count == 0 ? RemarkState.Open : Answers[^1].State;

    /// <summary>Whether somebody still has to say what becomes of it.</summary>
    public bool Waits => State is RemarkState.Open;
}

public sealed record RemarkAnswer(DateTimeOffset At, string? Name, RemarkState State, string? Text);

public enum RemarkState { Open, Answered, TakenUp, Declined }
