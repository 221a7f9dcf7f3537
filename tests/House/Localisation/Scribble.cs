using FsCheck;
using FsCheck.Fluent;

namespace Entente.Tests.House.Localisation;

/// <summary>Texts nobody would type: every sign of Unicode, broken pairs of surrogates, and much that is nearly right.</summary>
internal static class Scribble
{
    private const string Near = "0123456789٠١٢٣۴۵०१０１.,٫٬،'’ \u00A0\u202F\u2009\u200E\u200F\u061C+-−–%$€()eE/:T#=\t\n\0janvmarsأبريلº²½";

    public static Arbitrary<string> Texts =>
        Gen.OneOf(
            Gen.Elements(Near.ToCharArray()).ArrayOf().Select(signs => new string(signs)),
            Gen.Choose(0, 0xFFFF).Select(code => (char)code).ArrayOf().Select(signs => new string(signs)),
            Gen.OneOf(Gen.Choose(0, 0xD7FF), Gen.Choose(0xE000, 0x10FFFF)).Select(char.ConvertFromUtf32).ArrayOf().Select(string.Concat)).ToArbitrary();
}
