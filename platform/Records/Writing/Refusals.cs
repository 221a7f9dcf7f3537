using Entente.Bodies.Definitions;
using Entente.Records.Content;

namespace Entente.Records.Writing;

/// <summary>The faults that are not in the content: who, when, in which state. Their words are faults.CODE.</summary>
public static class Refusals
{
    // texts: faults.*
    public const string NotThere = "not-there";
    public const string MayNot = "may-not";
    public const string Withdrawn = "definition-withdrawn";
    public const string NotAParty = "not-a-party";
    public const string PeriodNeeded = "period-needed";
    public const string PeriodNotAsked = "period-not-asked";
    public const string ChoiceNotGiven = "choice-not-given";
    public const string OpensNotGiven = "opens-not-given";
    public const string OpensTooLate = "opens-too-late";
    public const string SameReaders = "same-readers";
    public const string WithNextVersion = "readers-with-next-version";
    public const string SealedFromUs = "sealed";
    public const string AlreadyThere = "already-there";
    public const string NumberTaken = "number-taken";
    public const string AlreadyDeclared = "already-declared";
    public const string UnknownStep = "unknown-step";
    public const string WrongState = "wrong-state";
    public const string GuardFails = "guard-fails";
    public const string KeyEnded = "key-ended";
    public const string FourEyes = "four-eyes";
    public const string ReasonNeeded = "reason-needed";
    public const string ContentNeeded = "content-needed";
    public const string Moved = "moved";
    public const string SignedOtherwise = "signed-otherwise";
    public const string DefinitionMoved = "definition-moved";
    public const string MovedSinceSent = "definition-moved-since-sent";
    public const string DeclaredUnderEarlier = "declared-under-earlier";
    public const string ExcuseNeeded = "excuse-needed";
    public const string ValidNeeded = "valid-needed";
    public const string ProposalOpen = "proposal-open";
    public const string NoProposal = "no-proposal";
    public const string NothingToConfirm = "nothing-to-confirm";
    public const string OriginalNeeded = "original-needed";
    public const string NotFromTheFuture = "not-from-the-future";
    public const string HistoryInOrder = "history-in-order";
    public const string NotAUnion = "not-a-union";
    public const string NoUnion = "no-union";
    public const string UnionOfAnotherPeriod = "union-of-another-period";
    public const string UnionClosed = "union-closed";
    public const string TooLate = "too-late";
    public const string NotYet = "not-yet";
    public const string NotAnOfficer = "not-an-officer";
    public const string AllottedAlready = "allotted-already";
    public const string NotToAsk = "not-to-ask";
    public const string AnsweredAlready = "answered-already";
    public const string ByRequest = "by-request";
    public const string RequestOpen = "request-open";
    public const string NoRequest = "no-request";
    public const string OwnRequest = "own-request";
    public const string NotByRequest = "not-by-request";
    public const string NotInBulk = "not-in-bulk";
    public const string KeyUsed = "key-used-for-another";

    public static Fault Of(string rule, params IReadOnlyList<string> facts) => new(rule, CheckLevel.Error, null, null, null, null, facts);

    public static Fault At(string rule, Fault place) => new(rule, CheckLevel.Error, place.Section, place.Row, place.RowNumber, place.Field, place.Rule);
}
