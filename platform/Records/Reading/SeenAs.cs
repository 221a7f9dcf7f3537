namespace Entente.Records.Reading;

/// <summary>
/// Somebody who looks at its own as another would: within <see cref="By"/> every reading is that other's. It is not a parameter of
/// each reading, because one that forgot it would show what the other is not shown.
/// </summary>
/// <param name="Principal">public, all:CODE, group:CODE, party:CODE, post:CODE or serving, in the words that audiences are made of.</param>
public sealed record SeenAs(string Body, string Principal)
{
    private static readonly AsyncLocal<SeenAs?> Current = new();

    public static SeenAs? Now => Current.Value;

    public static async Task<T> By<T>(SeenAs another, Func<Task<T>> reading)
    {
        Current.Value = another;
        return await reading();
    }
}
