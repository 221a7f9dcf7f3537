using System.Runtime.CompilerServices;

namespace Entente.Feel.Running;

/// <summary>A condition on one column that many rows can be asked at once, without putting each into its slot first.</summary>
internal interface IRowTest
{
    /// <summary>Which of up to 64 rows hold, as bits. False when a row needs the long way: a blank, another kind, no such column.</summary>
    bool TryTest(ReadOnlySpan<Value> rows, out ulong kept);
}

/// <summary>What is asked of a value; a struct for each question, so that it is compiled into the loop.</summary>
internal interface IValueTest
{
    bool TryHold(in Value value, out bool holds);
}

/// <summary>The loop over rows that the tests share.</summary>
internal static class RowTests
{
    /// <summary>So many rows are asked at once: the bits of a word.</summary>
    public const int AtOnce = 64;

    /// <summary>The column of the row that is looked at, if it is one.</summary>
    public static Member? ColumnOf(IPlace place) => place is InItem item ? item.Member : null;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static bool TryEach<TTest>(Member? column, ReadOnlySpan<Value> rows, TTest test, out ulong kept)
        where TTest : struct, IValueTest
    {
        kept = 0;
        if (column is null)
            return false;
        var (shape, slot) = (Shape.Empty, -1);
        for (var i = 0; i < rows.Length; i++)
        {
            ref readonly var row = ref rows[i];
            if (row.Kind != Kind.Context)
                return false;
            var context = row.HeldContext;
            if (!ReferenceEquals(context.Shape, shape))
                (shape, slot) = (context.Shape, column.SlotIn(context.Shape));
            if (slot < 0 || !test.TryHold(context.At(slot), out var holds))
                return false;
            kept |= (holds ? 1UL : 0UL) << i;
        }
        return true;
    }
}
