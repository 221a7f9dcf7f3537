using Entente.Feel.Checking;

namespace Entente.Feel;

public abstract partial class Function
{
    /// <summary>What it takes and gives, as far as it is known.</summary>
    public virtual FunctionType Type => new([.. Parameters.Select(_ => FeelType.Any)], FeelType.Any);
}
