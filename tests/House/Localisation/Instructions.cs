using System.Buffers.Binary;
using System.Reflection;
using System.Reflection.Emit;

namespace Entente.Tests.House.Localisation;

/// <summary>The strings a method loads and the methods it calls, in their order, read from its compiled code.</summary>
internal static class Instructions
{
    private const BindingFlags Everything = BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.Instance | BindingFlags.Static | BindingFlags.DeclaredOnly;

    private static readonly Dictionary<short, OpCode> Codes = typeof(OpCodes).GetFields()
        .Select(field => field.GetValue(null)).OfType<OpCode>().ToDictionary(code => code.Value);

    /// <summary>All methods of a type, with those the compiler made of its lambdas and waits.</summary>
    public static IEnumerable<MethodBase> MethodsOf(Type type) =>
        type.GetMethods(Everything).Concat<MethodBase>(type.GetConstructors(Everything))
            .Concat(type.GetNestedTypes(Everything).SelectMany(MethodsOf));

    public static IEnumerable<(string? Loaded, MethodBase? Called)> Of(MethodBase method)
    {
        var code = method.GetMethodBody()?.GetILAsByteArray() ?? [];
        for (var at = 0; at < code.Length;)
        {
            var value = code[at] == 0xFE ? unchecked((short)(0xFE00 | code[at + 1])) : code[at];
            var instruction = Codes[value];
            at += instruction.Size;
            var operand = instruction.OperandType is OperandType.InlineString or OperandType.InlineMethod ? BinaryPrimitives.ReadInt32LittleEndian(code.AsSpan(at)) : 0;
            if (instruction.OperandType == OperandType.InlineString)
                yield return (method.Module.ResolveString(operand), null);
            else if (instruction.OperandType == OperandType.InlineMethod)
                yield return (null, method.Module.ResolveMethod(operand, method.DeclaringType!.GetGenericArguments(), method.IsGenericMethod ? method.GetGenericArguments() : null));
            at += Length(instruction.OperandType, code, at);
        }
    }

    private static int Length(OperandType operand, byte[] code, int at) => operand switch
    {
        OperandType.InlineNone => 0,
        OperandType.ShortInlineBrTarget or OperandType.ShortInlineI or OperandType.ShortInlineVar => 1,
        OperandType.InlineVar => 2,
        OperandType.InlineI8 or OperandType.InlineR => 8,
        OperandType.InlineSwitch => 4 + (4 * BinaryPrimitives.ReadInt32LittleEndian(code.AsSpan(at))),
        _ => 4,
    };
}
