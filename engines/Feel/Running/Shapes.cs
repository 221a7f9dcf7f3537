namespace Entente.Feel.Running;

/// <summary>A compiled node that makes a value.</summary>
internal delegate Value Step(Evaluation e);

/// <summary>A compiled node that decides. When it answers Unknown, <see cref="Evaluation.Problem"/> says why or is null.</summary>
internal delegate Truth Condition(Evaluation e);

/// <summary>A compiled node whose value lies somewhere already: a slot, a member of a context, a constant.</summary>
internal delegate ref readonly Value Place(Evaluation e);

/// <summary>What a condition answers.</summary>
internal enum Truth : byte
{
    False,
    True,
    Unknown,
}
