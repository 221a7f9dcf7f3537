namespace Entente.Feel.Syntax;

/// <summary>What the parser can find; the README lists the facts of each.</summary>
internal static class Codes
{
    public const string Empty = "empty";
    public const string TooLong = "too-long";
    public const string TooDeep = "too-deep";
    public const string UnclosedText = "unclosed-text";
    public const string UnclosedComment = "unclosed-comment";
    public const string UnclosedBracket = "unclosed-bracket";
    public const string UnexpectedBracket = "unexpected-bracket";
    public const string UnknownCharacter = "unknown-character";
    public const string BadEscape = "bad-escape";
    public const string NumberTooLarge = "number-too-large";
    public const string DecimalComma = "decimal-comma";
    public const string WrongSign = "wrong-sign";
    public const string SmallLetters = "small-letters";
    public const string ReservedWord = "reserved-word";
    public const string ValueMissing = "expected-value";
    public const string NameMissing = "expected-name";
    public const string TypeMissing = "expected-type";
    public const string TwoValues = "two-values-without-operator";
    public const string Unexpected = "unexpected";
    public const string ChainedComparison = "chained-comparison";
    public const string RoundList = "list-in-round-brackets";
    public const string MixedArguments = "mixed-arguments";

    /// <summary><c>expected-then</c>, <c>expected-colon</c>: what should stand here.</summary>
    public static string Expected(TokenKind kind) => "expected-" + kind switch
    {
        TokenKind.Colon => "colon",
        TokenKind.Dots => "dots",
        TokenKind.Arrow => "arrow",
        TokenKind.Less => "type-parameter",
        TokenKind.Greater => "close-angle",
        TokenKind.OpenRound => "parameters",
        _ => Signs.TextOf(kind),
    };
}
