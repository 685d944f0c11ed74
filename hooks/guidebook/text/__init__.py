"""Files as their editors wrote them, drawings, and what is kept between builds."""
