namespace Entente.Feel.Syntax;

internal sealed partial class Printing
{
    private void IfOf(If node)
    {
        text.Append("if ");
        Write(node.Condition);
        text.Append(" then ");
        Write(node.Then);
        text.Append(" else ");
        Write(node.Else);
    }

    private void ForOf(For node)
    {
        text.Append("for ");
        Parts(node.Iterations, IterationOf);
        text.Append(" return ");
        Write(node.Body);
    }

    private void QuantifiedOf(Quantified node)
    {
        text.Append(node.Every ? "every " : "some ");
        Parts(node.Iterations, IterationOf);
        text.Append(" satisfies ");
        Write(node.Condition);
    }

    private void IterationOf(Iteration iteration)
    {
        text.Append(iteration.Name).Append(" in ");
        Write(iteration.In);
        if (iteration.To is null)
            return;
        text.Append("..");
        Write(iteration.To);
    }

    private void FunctionOf(FunctionLiteral node)
    {
        text.Append("function");
        Enclosed('(', node.Parameters, ParameterOf, ')');
        text.Append(node.External ? " external " : " ");
        Write(node.Body);
    }

    private void ParameterOf(Parameter parameter)
    {
        text.Append(parameter.Name);
        if (parameter.Type is null)
            return;
        text.Append(": ");
        TypeOf(parameter.Type);
    }

    private void InstanceOf(InstanceOf node)
    {
        var start = text.Length;
        Write(node.Of, Level.Instance);
        text.Append(" instance of ");
        TypeOf(node.Type);
        var name = LastName(node.Type).Length;
        if (name > 0)
            guards.Add(new Guard(text.Length - name, text.Length, start, text.Length));
    }

    private void TypeOf(TypeNode type)
    {
        switch (type)
        {
            case NamedTypeNode named:
                text.Append(named.Name);
                break;
            case ListTypeNode list:
                text.Append("list<");
                TypeOf(list.Of);
                text.Append('>');
                break;
            case RangeTypeNode range:
                text.Append("range<");
                TypeOf(range.Of);
                text.Append('>');
                break;
            case ContextTypeNode context:
                text.Append("context");
                Enclosed('<', context.Members, MemberOf, '>');
                break;
            case FunctionTypeNode function:
                text.Append("function");
                Enclosed('<', function.Parameters, TypeOf, '>');
                text.Append(" -> ");
                TypeOf(function.Result);
                break;
            default:
                throw new ArgumentException($"A tree cannot hold {type.GetType().Name}.", nameof(type));
        }
    }

    private void MemberOf(TypeMember member)
    {
        text.Append(member.Name).Append(": ");
        TypeOf(member.Type);
    }
}
