using System.Runtime.CompilerServices;
using Entente.Feel.Running;
using Entente.Feel.Syntax;

namespace Entente.Feel;

/// <summary>
/// Evaluates a rule again and again with other values, on one thread and without leaving garbage for numbers and booleans.
/// </summary>
/// <example>
/// <code>
/// var evaluation = rule.Open(limits);
/// foreach (var row in rows) { evaluation[0] = Value.Of(row.Weight); if (evaluation.Run().Holds) … }
/// </code>
/// </example>
public sealed class Evaluation
{
    private const int Chunk = 4096;

    private readonly Rule rule;
    private readonly Value[] root;
    private readonly int inputs;
    private readonly Condition? test;
    private readonly long firstChunk;
    private readonly long firstReserve;
    private Finding? halted;
    private long left;
    private long reserve;
    private int depth;

    internal Evaluation(Rule rule, Limits limits, Action<Node, Value>? watch)
    {
        this.rule = rule;
        (inputs, test) = (rule.Inputs, rule.Test);
        firstChunk = Math.Min(limits.Steps, Chunk) - rule.Weight;
        firstReserve = limits.Steps - Math.Min(limits.Steps, Chunk);
        Limits = limits;
        Watch = watch;
        Frame = root = new Value[Math.Max(rule.FrameSize, 1)];
    }

    /// <summary>What this evaluation may use.</summary>
    public Limits Limits { get; }

    /// <summary>Whether it was ended because it used up what its limits allow. Functions made outside should then return at once.</summary>
    public bool IsHalted => halted is not null;

    /// <summary>The value of a name of the scope, for the next run. It stays until it is replaced.</summary>
    public Value this[int slot]
    {
        set
        {
            ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(unchecked((uint)slot), (uint)inputs, nameof(slot));
            root[slot] = value;
        }
    }

    /// <summary>The values of the first names of the scope at once, for the next run.</summary>
    public void Set(ReadOnlySpan<Value> slots) => slots.CopyTo(root.AsSpan(0, rule.Inputs));

    /// <summary>Where the names of the function that runs now have their values.</summary>
    internal Value[] Frame { get; set; }

    /// <summary>Why the last condition answered Unknown.</summary>
    internal Finding? Problem { get; set; }

    /// <summary>The first failure that the language passed over.</summary>
    internal Finding? Passed { get; set; }

    internal Action<Node, Value>? Watch { get; }

    /// <summary>Evaluates with the values as they are now.</summary>
    /// <exception cref="OperationCanceledException">The token of the limits was cancelled.</exception>
    public Outcome Run()
    {
        // After a cancellation the frame may be that of a function.
        if (!ReferenceEquals(Frame, root))
            Frame = root;
        (Problem, Passed, halted, depth) = (null, null, null, 0);
        (reserve, left) = (firstReserve, firstChunk);
        Limits.Cancel.ThrowIfCancellationRequested();
        if (left < 0 && !Refill())
            return new Outcome(Halted, halted);
        if (test is not null)
            return Told(test(this));
        var value = rule.Root(this);
        return halted is not null ? new Outcome(Halted, halted) : new Outcome(value, value.Problem ?? Passed);
    }

    private Outcome Told(Truth truth)
    {
        if (halted is not null)
            return new Outcome(Halted, halted);
        return truth switch
        {
            Truth.True => new Outcome(Value.True, Passed),
            Truth.False => new Outcome(Value.False, Passed),
            _ => new Outcome(Unknown(), Problem ?? Passed),
        };
    }

    /// <summary>Takes so many steps from the budget; false when it is used up, and everything then ends.</summary>
    /// <exception cref="OperationCanceledException">The token of the limits was cancelled.</exception>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public bool Spend(long steps) => (left -= steps) >= 0 || Refill();

    /// <summary>How many steps the last run took; all of them when it was halted.</summary>
    internal long Used => Limits.Steps - reserve - Math.Max(left, 0);

    /// <summary>How many steps are left, up to a number.</summary>
    internal int Allowance(int most) => (int)Math.Clamp(reserve + Math.Max(left, 0), 1, most);

    internal Value Halt(string code, Span at, params ReadOnlySpan<string> facts)
    {
        halted ??= new Finding(code, at, Seq.Of(facts));
        (left, reserve) = (0, 0);
        return Value.Failed(halted);
    }

    /// <summary>What stands in the place of every value once the evaluation is halted.</summary>
    internal Value Halted => halted is null ? default : Value.Failed(halted);

    /// <summary>The value of a condition that answered Unknown.</summary>
    internal Value Unknown() => Problem is { } problem ? Value.Failed(problem) : default;

    /// <summary>Notes that a failure has no effect on the value because the language takes null for false here.</summary>
    internal void PassOver(Finding? problem) => Passed ??= problem;

    internal bool Enter(Span at)
    {
        if (++depth <= Limits.Depth && RuntimeHelpers.TryEnsureSufficientExecutionStack())
            return true;
        Halt("too-deep", at, Words.Of(Limits.Depth));
        depth--;
        return false;
    }

    internal void Leave() => depth--;

    private bool Refill()
    {
        if (halted is not null)
        {
            left = 0;
            return false;
        }
        Limits.Cancel.ThrowIfCancellationRequested();
        if (reserve + left < 0)
        {
            Halt("too-many-steps", default, Words.Of(Limits.Steps));
            return false;
        }
        // What is missing is paid from the reserve first, the rest is handed out in pieces so that the token is looked at.
        reserve += left;
        left = Math.Min(reserve, Chunk);
        reserve -= left;
        return true;
    }
}
