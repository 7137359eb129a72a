"""The reference for `disburse add`: typer and sqlmodel, one row inserted, and no rule at all."""

from __future__ import annotations

import typer
from sqlmodel import Field, Session, SQLModel, create_engine


class Payment(SQLModel, table=True):
    """A payment as a tutorial would keep it."""

    id: int | None = Field(default=None, primary_key=True)
    program: str
    amount: int


app = typer.Typer()


@app.command()
def add(book: str, program: str, amount: int) -> None:
    """Insert one row."""
    engine = create_engine(f"sqlite:///{book}")
    SQLModel.metadata.create_all(engine)
    with Session(engine) as session:
        session.add(Payment(program=program, amount=amount))
        session.commit()
    typer.echo("ok")


if __name__ == "__main__":
    app()
