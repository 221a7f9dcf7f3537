namespace Entente.Bodies;

/// <summary>
/// How a body assesses at a meeting what its parties did about what they owe. The days are counted from the meeting: each party sees its own
/// drafts first, answers until a day, and then everybody at the table sees all of them.
/// </summary>
/// <param name="DraftsBefore">So many days before the meeting each party sees its own.</param>
/// <param name="RepliesBefore">Until so many days before it a party may answer.</param>
/// <param name="ShownBefore">From so many days before it those to whom they are shown see all of them.</param>
/// <param name="FinalAfter">Until so many days after it what was provisional is made final.</param>
/// <param name="ShownTo">An audience of the body.</param>
public sealed record Assessment(int DraftsBefore, int RepliesBefore, int ShownBefore, int FinalAfter, string ShownTo)
{
    public static Assessment Usual(string shownTo) => new(55, 28, 15, 21, shownTo);
}
